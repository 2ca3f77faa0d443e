import pytest
from tests.verification.test_field_offline import *  # noqa
from tests.verification.test_field_offline import phone, browser, unit
from tests.verification.conftest import team  # noqa
from tests.verification.fielding import said, finding
from layak.verification.actions import field
from axe_playwright_python.sync_playwright import Axe

for n in list(globals()):
    if n.startswith("test_"): del globals()[n]

@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme",["light","dark"])
def test_look(phone, unit, team, live_server, scheme, world):
    said(unit, team.ratna, "yes", note="Dua orang"); said(unit, team.imam, "no")
    said(unit, team.imam, "partly", item="sanitasi"); finding(unit, team.imam)
    field.draw_units(unit.session,"sra",[field.Place(f"SDN {i:02} Indralaya","Jalan Lintas Timur") for i in range(40)],3,by=team.ratna)
    axe=Axe()
    for w in (360,1280):
        ctx,page=phone(team.ratna, viewport={"width":w,"height":800}, is_mobile=w==360, color_scheme=scheme)
        for name,url in (("unit",f"/lapangan/unit/{unit.pk}/"),("sesi",f"/lapangan/sesi/{unit.session_id}/"),("list","/lapangan/"),("ubah",f"/lapangan/sesi/{unit.session_id}/ubah/")):
            page.goto(live_server.url+url); page.wait_for_timeout(600)
            for d in page.locator("main details").all(): d.evaluate("d=>d.open=true")
            r=axe.run(page)
            print(w,scheme,name,[ (v["id"],[n["html"][:120] for n in v["nodes"]][:3]) for v in r.response["violations"]])
            print(" overflow", page.evaluate("document.documentElement.scrollWidth>innerWidth"), [ (e) for e in page.evaluate("[...document.querySelectorAll('main button,main a.btn,main .ly-rung,main label.btn')].filter(e=>e.offsetHeight&&e.getBoundingClientRect().height<44).map(e=>e.textContent.trim().slice(0,30)+e.getBoundingClientRect().height)")])
            if scheme=="light": page.screenshot(path=f"/tmp/v3_{name}_{w}.png",full_page=True)
