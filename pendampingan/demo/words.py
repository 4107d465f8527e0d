"""Words that made-up people, businesses and streets are named with."""

# ruff: noqa: SIM905 -- words are read more easily as a sentence

GIVEN_NAMES = {
    "female": (
        "Aisyah Aminah Anggraini Anisa Ani Ayu Citra Dewi Diah Dina Elly Endang Erna Esti Fatimah Fitri Hani Hartini Hesti "
        "Ida Indah Intan Ira Juwita Kartika Kurnia Laila Lestari Lia Lina Lusi Maya Mega Melati Mira Murni Nani Nia Nina "
        "Nur Nurul Puji Puspita Putri Rahma Ratna Reni Retno Rini Rosa Rukmini Sari Sinta Siti Sri Sulastri Sumiati Susi "
        "Tini Tuti Umi Vina Wahyuni Wati Winda Yanti Yuli Yuni Zahra Zubaidah"
    ).split(),
    "male": (
        "Abdul Adi Agus Ahmad Ali Andi Anton Ari Arief Asep Bagus Bambang Bayu Budi Cahyo Daniel Darma Dedi Deni Dimas Djoko "
        "Eko Fajar Farid Feri Gilang Guntur Hadi Halim Hari Hasan Hendra Heru Ilham Imam Indra Irfan Iwan Jaya Joko Kusno "
        "Lukman Mahmud Maman Mulyono Nanang Nasir Oki Pandu Prasetyo Rahmat Ridwan Rizki Rudi Samsul Satrio Slamet Sugeng "
        "Sukma Surya Taufik Teguh Tono Udin Ujang Wahyu Wawan Yanto Yusuf Zainal"
    ).split(),
}  # fmt: skip
LAST_NAMES = (
    "Abdullah Adiputra Ananta Anwar Aryani Astuti Baskoro Cahyani Darmawan Effendi Fauzi Firmansyah Gunadi Gunawan Hakim "
    "Halimah Handoko Handayani Harahap Hartono Haryanto Hasibuan Hidayat Irawan Iskandar Jamaluddin Kartono Kosasih "
    "Kusuma Kusumawati Laksmi Maharani Mandagi Maulana Mulyani Mulyadi Nainggolan Nasution Nugraha Nugroho Nurhayati "
    "Pangestu Permata Pertiwi Prabowo Pradana Pranoto Pratama Purnama Purwanto Rachman Rahayu Ramadhan Rangkuti "
    "Rosadi Safitri Salim Santoso Saputra Saragih Setiawan Setyowati Siregar Sitorus Subagyo Sudirman Suharto Sukarno "
    "Sulaiman Sunarto Supriyadi Suryani Susanto Susilo Sutrisno Syahputra Tanjung Utami Utomo Wibowo Widodo Wijaya "
    "Winarti Wulandari Yuliana Yusuf Zulkarnain"
).split()

#: What a business makes, by sector: the sector's weight, its KBLI 2020 codes, and words its name begins with.
SECTORS = {
    "kuliner": (46, ("56102", "56103", "56104", "10750", "10792", "56290"), (
        "Warung Nasi", "Dapur", "Kedai Kopi", "Katering", "Bakso", "Soto Betawi", "Ayam Geprek", "Kue Basah", "Roti",
        "Keripik Singkong", "Sambal", "Nasi Uduk", "Kerak Telor", "Es Cendol", "Jus Buah", "Pempek", "Mi Ayam", "Ketoprak",
        "Gado-Gado", "Bir Pletok", "Rendang", "Donat", "Puding", "Lontong Sayur", "Martabak",
    )),
    "fesyen": (14, ("14111", "14120", "13134", "47711"), (
        "Butik", "Konveksi", "Jahit", "Batik", "Hijab", "Busana Muslim", "Sepatu", "Tas", "Sablon", "Bordir", "Kaus",
    )),
    "kriya": (7, ("16293", "16299", "13912", "32120"), (
        "Kriya Kayu", "Anyaman", "Kerajinan", "Aksesori", "Rajut", "Suvenir", "Lukis Kain", "Keramik", "Bunga Kering",
    )),
    "jasa": (13, ("96200", "96111", "45407", "74201", "82190"), (
        "Laundry", "Salon", "Pangkas Rambut", "Bengkel Motor", "Servis AC", "Fotokopi", "Studio Foto", "Pijat", "Cuci Motor",
        "Rias Pengantin", "Bimbel",
    )),
    "perdagangan": (13, ("47112", "47241", "47211"), (
        "Toko Kelontong", "Agen Sembako", "Toko Beras", "Kios", "Grosir", "Toko Plastik", "Toko Buah", "Warung", "Agen Gas",
    )),
    "pertanian": (2, ("01301", "01131", "01463"), ("Kebun Hidroponik", "Tanaman Hias", "Bibit", "Jamur Tiram", "Lele Terpal")),
    "perikanan": (1, ("03111", "03221", "03229"), ("Ikan Segar", "Ikan Asin", "Budidaya Ikan", "Kerupuk Ikan")),
    "teknologi": (2, ("62019", "62012", "95120"), ("Servis HP", "Desain Web", "Servis Laptop", "Aplikasi", "Konten Digital")),
    "lainnya": (2, ("",), ("Sanggar", "Rental", "Daur Ulang", "Bank Sampah")),
}  # fmt: skip

#: A business is called after its owner, or by one of these.
BRANDS = (
    "Amanah Anugerah Arjuna Asri Bahagia Bahari Barokah Berkah Berlian Bersama Bestari Bintang Bougenvil Cahaya Cempaka "
    "Cendana Ceria Citarasa Dahlia Delima Fajar Gemilang Gemah Harapan Harmoni Hikmah Idaman Indah Jaya Jelita Kasih Kenanga "
    "Kencana Kirana Lancar Lestari Lintang Makmur Mandiri Mawar Mekar Melati Mentari Merpati Mitra Mulia Murah Mustika "
    "Nusantara Pandawa Pelangi Permai Pesona Primadona Purnama Putra Rahayu Rajawali Rejeki Rembulan Rezeki Sahabat Sakinah "
    "Samudra Sederhana Segar Sehati Sejahtera Sekawan Selera Semesta Senja Sentosa Seroja Setia Sinar Srikandi Subur Sukses "
    "Surya Tanjung Teratai Tiga Udara Utama Waluya Wangi Wijaya Yasmin Zaitun"
).split()
SECOND_BRANDS = (
    "",
    "",
    "",
    "",
    "",
    "",
    "Abadi",
    "Baru",
    "Dua",
    "Indah",
    "Jaya",
    "Mandiri",
    "Muda",
    "Raya",
    "Sari",
    "Utama",
)

STREETS = (
    "Anggrek Bacang Bambu Belimbing Beringin Cempaka Cendrawasih Duku Durian Flamboyan Gaharu Jambu Jati Kamboja Kecapi "
    "Kelapa Kemuning Kenari Kutilang Langsat Mahoni Mangga Manggis Mawar Melati Merak Nangka Pala Pepaya Pinang Rambutan "
    "Rawa Salak Sawo Seruni Soka Srikaya Teratai Waru Wijaya"
).split()
NUMERALS = ("", "", "I", "II", "III", "IV", "V", "VI")
CITIES_AROUND = ("Bekasi", "Bogor", "Depok", "Tangerang", "Tangerang Selatan")

#: Title and topic of a class.
LESSONS = (
    ("Memulai usaha", "kewirausahaan"), ("Menghitung harga pokok", "keuangan"), ("Pembukuan sederhana", "keuangan"),
    ("Foto produk dengan ponsel", "pemasaran"), ("Berjualan di lokapasar", "pemasaran"), ("Keamanan pangan", "produksi"),
    ("Kemasan yang menjual", "pemasaran"), ("Mengurus NIB dan PIRT", "perizinan"), ("Menjahit pola dasar", "produksi"),
    ("Aneka kue basah", "produksi"), ("Mengajukan kredit usaha", "permodalan"), ("Melayani pelanggan", "kewirausahaan"),
)  # fmt: skip
VENUES = ("Aula kecamatan", "RPTRA", "Balai warga", "Ruang serbaguna", "Gelanggang remaja")

VISIT_TOPICS = ("keuangan", "pemasaran", "perizinan", "produksi", "kemasan", "permodalan")
#: What a mentor writes about one visit is hardly written twice, but for what is short.
NOTED = (
    "Catatan kas sudah mulai diisi", "Stok dan harga beli dicatat bersama", "Pesanan naik sejak ada foto baru",
    "Belum punya NIB dan berkasnya disiapkan", "Kemasan baru dicoba pada pelanggan tetap", "Rekening usaha sudah dipisah",
    "Harga pokok dihitung ulang", "Pembeli bertambah dari kantor sekitar", "Bahan baku naik sejak bulan lalu",
    "Label halal ditanyakan", "Toko daring dibuka tetapi sepi", "Anak pemilik ikut membantu",
)  # fmt: skip
SEEN = (
    "kios ramai menjelang siang", "dapur rapi dan bersih", "etalase perlu lampu", "stok menumpuk di rumah",
    "pelanggan lama masih datang", "alat pres rusak", "kompor kedua baru dipasang", "nota belum disimpan",
    "foto produk kurang terang", "jam buka belum tetap", "kemasan robek saat dikirim", "karyawan baru mulai bekerja",
    "modal tercampur belanja rumah", "pesanan lewat tetangga", "gang sempit untuk pengantaran",
)  # fmt: skip
AGREED = (
    "minggu depan dilihat lagi", "diminta mencoba selama dua minggu", "akan dibahas di kelas berikutnya",
    "pemilik ingin bertanya dulu kepada suami", "contoh pembukuan ditinggalkan", "nomor pemasok diberikan",
    "daftar harga ditempel di dinding", "foto ulang direncanakan", "berkas dikirim lewat petugas",
    "kunjungan berikutnya di pusat", "tabungan disisihkan tiap hari", "resep dicatat dengan takaran",
    "uang kembalian disiapkan pagi hari", "kelompok pengajian diajak memesan", "ongkos antar dihitung",
    "sampel dibawa ke bazar",
)  # fmt: skip
VISIT_NOTES = (
    *[""] * 1_200,
    *["Kunjungan rutin."] * 600,
    *(f"{noted}; {seen}. {agreed.capitalize()}." for noted in NOTED for seen in SEEN for agreed in AGREED),
)
#: What stands in several visits word for word, as nobody writes it twice.
COPIED_NOTES = "Pemilik sudah memahami pembukuan sederhana dan berjanji menerapkannya setiap hari."
#: One phone of many owners, and a family's; no operator has numbers that begin so.
SHARED_PHONE, FAMILY_PHONE = "+6284000000001", "+6284000000002"
#: One address however it is spelt; a family's; and a market's.
SHARED_ADDRESS = ("Jalan Kutilang Raya No. 7, RT 04/RW 02", "jalan kutilang raya no 7 rt 04/rw 02")
FAMILY_ADDRESS = ("Jalan Cendrawasih Dalam No. 3, RT 01/RW 05",)
MARKET_ADDRESS = ("Pasar Contoh, Blok B",)
NEXT_STEPS = (
    "Mengisi buku kas setiap hari", "Mendaftarkan NIB", "Membuat lima foto produk", "Membuka toko daring",
    "Mengajukan sertifikat halal", "Menghitung ulang harga jual",
)  # fmt: skip

#: What is said to an entry that comes after the report of its month was closed, and to what is put right so late.
WHY_LATE = (
    "Formulir baru sampai dari kelurahan", "Daftar hadir tertinggal di lokasi", "Jaringan di pusat terputus",
    "Petugas berhalangan dan baru mencatat sekarang", "Catatan kertas baru diserahkan",
)  # fmt: skip
MENDED_LATE = "Ditemukan saat memeriksa catatan"
VOID_REASONS = (
    "Terdaftar dua kali di hari yang sama", "Usaha tidak ditemukan di alamatnya", "Pemilik bukan warga Jakarta",
    "Didaftarkan tanpa sepengetahuan pemilik",
)  # fmt: skip
IMPORT_UNDONE = "Impor dibatalkan: berkas yang salah"
VISIT_VOIDED = "Kunjungan tidak terjadi"
ATTENDANCE_VOIDED = "Tidak ada tanda tangan pada daftar hadir"
CANCELLED = "Pandemi: kelas tatap muka ditiadakan"
