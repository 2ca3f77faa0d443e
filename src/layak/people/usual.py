"""The agencies that a district usually has and the functions each carries, to begin from.

Names follow the common nomenclature of PP 18/2016; a district renames what it calls otherwise.
"""

from dataclasses import dataclass

from layak.people.models import Agency

Kind = Agency.Kind


@dataclass(frozen=True, slots=True)
class Proposal:
    """An agency to propose: its names, its kind, and the keys of the functions it carries."""

    name: str
    short_name: str
    functions: tuple[str, ...]
    kind: str = Kind.OPD


USUAL = (
    Proposal("Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "Dinas PPPA", ("dp3a",)),
    Proposal("UPTD Perlindungan Perempuan dan Anak", "UPTD PPA", ("uptd-ppa",)),
    Proposal("Badan Perencanaan Pembangunan Daerah", "Bappeda", ("bappeda",)),
    Proposal("Bagian Hukum Sekretariat Daerah", "Bagian Hukum", ("bagian-hukum", "jdih")),
    Proposal("Sekretariat DPRD", "Setwan", ("dprd",)),
    Proposal("Dinas Kesehatan", "Dinkes", ("dinkes",)),
    Proposal("Dinas Sosial", "Dinsos", ("dinsos",)),
    Proposal("Dinas Pendidikan dan Kebudayaan", "Disdik", ("disdik",)),
    Proposal("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil", ("disdukcapil",)),
    Proposal("Dinas Komunikasi dan Informatika", "Diskominfo", ("kominfo", "media")),
    Proposal("Dinas Perpustakaan dan Kearsipan", "Dispusip", ("perpustakaan",)),
    Proposal("Dinas Tenaga Kerja", "Disnaker", ("disnaker",)),
    Proposal("Badan Penanggulangan Bencana Daerah", "BPBD", ("bpbd",)),
    Proposal("Satuan Polisi Pamong Praja", "Satpol PP", ("satpol-pp",)),
    Proposal("Badan Kesatuan Bangsa dan Politik", "Kesbangpol", ("kesbangpol", "lembaga-masyarakat")),
    Proposal("Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas PUPR", ("pupr",)),
    Proposal("Dinas Perumahan dan Kawasan Permukiman", "Disperkim", ("perkim",)),
    Proposal("Dinas Perhubungan", "Dishub", ("dishub",)),
    Proposal("Dinas Lingkungan Hidup", "DLH", ("dlh",)),
    Proposal("Dinas Pariwisata", "Dispar", ("pariwisata",)),
    Proposal("Dinas Pemuda dan Olahraga", "Dispora", ("pora",)),
    Proposal("Badan Pendapatan Daerah", "Bapenda", ("bapenda",)),
    Proposal("Dinas Pemberdayaan Masyarakat dan Desa", "Dinas PMD", ("dpmd", "kecamatan", "desa")),
    Proposal("Dinas Pengendalian Penduduk dan Keluarga Berencana", "Dinas PPKB", ("dalduk-kb",)),
    Proposal("Kantor Kementerian Agama", "Kemenag", ("kemenag",), Kind.VERTICAL),
    Proposal("Badan Narkotika Nasional", "BNN", ("bnn",), Kind.VERTICAL),
    Proposal("Balai Pemasyarakatan", "Bapas", ("bapas",), Kind.VERTICAL),
    Proposal("Unit PPA Kepolisian Resor", "Unit PPA Polres", ("polres-ppa",), Kind.POLICE),
    Proposal("Kejaksaan Negeri", "Kejari", ("kejaksaan",), Kind.JUSTICE),
    Proposal("Pengadilan Negeri", "PN", ("pengadilan-negeri",), Kind.JUSTICE),
    Proposal("Pengadilan Agama", "PA", ("pengadilan-agama",), Kind.JUSTICE),
    Proposal("Asosiasi Perusahaan Sahabat Anak", "APSAI", ("dunia-usaha",), Kind.BUSINESS),
    Proposal("Forum Anak", "Forum Anak", ("forum-anak",), Kind.FORUM),
)
"""Kecamatan and villages go through Dinas PMD until a district maps its own."""
