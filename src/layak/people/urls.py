"""Addresses of the people step: one's own account, invitations, people, agencies."""

from django.urls import path

from layak.people.views import agencies, devices, entering, own, people, places

urlpatterns = [
    path("akun/", own.profile, name="profile"),
    path("akun/tempat/", places.places, name="places"),
    path("akun/perangkat/keluarkan/", devices.end_others, name="devices_end"),
    path("akun/perangkat/<int:pk>/keluarkan/", devices.end, name="device_end"),
    path("undangan/<str:token>/", entering.invitation, name="invitation"),
    path("orang/", people.listing, name="people"),
    path("orang/undang/", people.invite, name="people_invite"),
    path("orang/undangan/<int:pk>/ulang/", people.renew, name="people_invitation_renew"),
    path("orang/undangan/<int:pk>/cabut/", people.revoke, name="people_invitation_revoke"),
    path("orang/<int:pk>/sandi/", people.password, name="people_password"),
    path("orang/peran/<int:pk>/akhiri/", people.end, name="people_end"),
    path("orang/peran/<int:pk>/pulihkan/", people.restore, name="people_restore"),
    path("instansi/", agencies.districts, name="agencies"),
    path("instansi/daerah/<str:code>/", agencies.listing, name="agencies_of"),
    path("instansi/daerah/<str:code>/tambah/", agencies.add, name="agency_add"),
    path("instansi/daerah/<str:code>/lazim/", agencies.adopt, name="agencies_adopt"),
    path("instansi/daerah/<str:code>/fungsi/", agencies.functions, name="agencies_functions"),
    path("instansi/<int:pk>/", agencies.one, name="agency"),
    path("instansi/<int:pk>/nonaktifkan/", agencies.deactivate, name="agency_deactivate"),
    path("instansi/<int:pk>/aktifkan/", agencies.reactivate, name="agency_reactivate"),
]
