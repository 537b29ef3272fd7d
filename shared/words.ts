/**
 * 1,024 everyday Indonesian words of four to eight letters, for passphrases: ten bits each. No two differ by one letter
 * alone, so that a slip of the finger is no other word of these. Never changed: a passphrase on paper is made of them.
 */
export const WORDS: readonly string[] = `
  abadi abang abjad acara aduk agama agar agung ahli ajaib ajak akhir aksara aksi akur alam album alir alun amal
  ambil ampuh andal aneh anggur angin angka angsuran anjur antar antik apel apik arah arca arena arif aroma arus
  asap asing asrama asuh atlet awan awet babak badan bagi bagus bahasa bahu baik baja bakar bakso bakti balai
  baling balok bambu banding bangau bangga bangun bantal bantu banyak barang barat baris basah batas baut bayam
  beban bebek bedak bekal beku belah belajar belalang belanja beli belut benang benar benda bendera bendung
  bentuk berani beras berita bersih beruang besok betis betul biasa biawak bibir bicara bidang bijak biji bilik
  bimbing bingkai bintang biola biru bobot bolu bonceng boneka bongkar boros botol buah buang bubuk budaya budi
  bugar bujur buka bukit bulan bundar bunga bungkus buruh burung busana buyut cabai cacing cadang cahaya cair
  cakap cakram calon camar campur candi canggih cangkir cangkul capung cari catat catur cegah cekung celana celup
  cemara cendana cengkeh cepat cerdas cermat cermin cicak cicip cinta coba cocok contoh copot corak coret cuaca
  cucian cucu cukup cumi curah daerah daftar dagang dagu dahan daki damai dampak danau dandan dapat dapur dasar
  daun daya debar debu dekat delima delman denah dengar dentang depan derajat deret desa desain detak dewasa diam
  didik dinding dingin dodol dokter domba donat dongeng dorong duduk dukung dunia durian edar ejaan ekonomi ekor
  elang elok emas ember embun empat empuk enak engsel erat etika fajar fakta famili fasih festival filsuf fokus
  foto gading gagah galang gali gambar gambut gamelan ganda gandum ganti gapura garam garasi garuda gedung gelap
  gema gembala gembira gemuk gendang genteng gerak gerbang gergaji gerimis getah giat giling ginjal gitar gizi
  golek gotong goyang gudang gugus gula gulung gunting gurih guru habis hadap hadiah hadir hafal halaman halus
  hampir hangat hanya harimau harta harum hasil hasrat hati hawa hebat helai henti heran hias hiburan hidup hijau
  hikmah hilir hitam hitung hobi hormat hotel hujan hukum huruf ijazah ikan iklim ikut ilham ilmu imbang impian
  indah industri ingat injak insan inti irama iring iris isian istana isyarat izin jadi jadwal jaga jahe jahit
  jajan jaket jaminan jamu jangkar jangkrik janji jantan jantung jarak jaring jatah jauh jawab jeda jejak jelas
  jelita jembatan jemput jendela jenis jeruk jinak jiwa jodoh joglo jual juara jubah judul jumlah jumpa jurang
  juri kabar kabel kabut kaca kacang kail kakak kaku kalah kaldu kalem kalender kalung kambing kamera kampung
  kamus kanal kancil kandang kantin kantong kantor kapan karcis karet karir karya kasur kawat kebal kebun kecap
  kecil kedai kedip kejora kejut kelapa kelinci keluar kemah kembang kembar kemeja kemiri kemudi kencang kendi
  kental kepala keping kera kerabat kerang kerbau kereta keris kertas kesan ketat ketuk khas kicau kilat kipas
  kirim kisah klinik kolam komodo kompas kompor koper kopi koran kota kuat kubis kuda kukus kulit kulkas kunang
  kunci kunjung kupu kursi kursus kurva laba laci lahap lahir lajur laksana lambai lampau lancar landak langit
  langkah langsat lanjut lantai lantang lapang lapar lapis laras larik larut latih layak lebah lebur lega lekas
  lele lemari lembut lempar lengan lengkap lentur lereng lestari lewat lidah lihat lilin lima limpah lincah
  lindung lingkar lintas liput lisan liter logam logis lokasi lolos loncat longgar lontar loteng luas lubang
  lukis lulus lumba lumbung lumpur lumut lunak lupa maaf macan madu mahal mainan majalah makmur makna manfaat
  mangkuk mangsa manis mantap marga marmer masa masuk matang mawar medan meja melati melodi melon memang menara
  mentega menu merah merdeka merdu merek merpati mesin mesra mimpi minat minggu minum minyak mirip misal moral
  motif motor mudah mudik mufakat mulia mulut muncul mundur murid murni musang museum musim mutiara mutu nada
  nafas nakhoda nalar nampan nasi naskah nelayan nenek netral ngarai niaga nikmat nila nirwana nomor normal
  nuansa nurani nyala nyaman nyanyi nyaring nyenyak nyiur obat obor obrol ojek olah oles ombak omong ongkos opera
  orang orkes otak otot oven pacu padat paham pakai paman pamer pamit panas pancing pandai pandu pangan pangkal
  panjang pantun para parade paruh pasak pasang pasir pasti patok patung paus pecah pedas pedoman peduli pegang
  peka pelan pelangi pelari peluk pemuda pendek penting penuh penyu pepaya perahu pergi periksa perkasa perlu
  permata pernah persik pesat pesawat pesisir pesta petani peti piagam pihak pijar pikir pikul pilih pinang
  pinggir pinjam pintar pintu pipa pohon pokok pola pondok porsi potret praja prima prinsip pucuk pudar puding
  puisi puji pukat pulang pulau puluh puncak purba purnama pusaka putih putra rabu racik radio ragam rahang raih
  rajin rajut rakit raksasa rakus rakyat ramah ramuan rangkai ransel ranting rapi rata rebana rebung rebus redup
  rekam rela remaja rempah rencana resep resmi restu rezeki riang ringan ringkas rintik roda roman rombong rompi
  roti rujak rukun rumit rumpun rumus runcing rusa rute rutin sabit sabun sadar sahabat sahut sains saji salak
  saldo salep salju salur sama sambal sambung sampai samping samudra sanggul sapu saran sarung sasaran sastra
  satria saudara sawah sawo sayang sayap sebab sebut sedia segar segel segera segi sehat sejarah sejuk sekolah
  selam selamat selimut selip selokan seluruh sembah semen sempit sendok sendu senja senter senyum sepak sepatu
  sepeda serabut serai serbuk serta seru setara setuju siap sibuk sifat sihir siku silang simak simpan simpul
  sinar singa singgah sirih sirup sisi siswa situs skala spons stasiun studi suaka suasana subuh sudut suhu
  sukses suling sumber sumur sungai sungguh suntik supir surau surya susun sutera swadaya syair syukur taat tabah
  tabir tabung tahun talas tambak tanam tanggal tangguh tangkap tani tanjung tapak tatap tawon tebak tebang teduh
  tegur tekad teko tekun teladan telaga telapak telinga teliti teman tembaga tembok tempe tempuh temu tengah tepi
  tepung terap terbit teriak terima terong teruna terus tetes tiba tikar tikus timun tinggi tiram titik tiup
  tokoh tolak tolong tomat tombol tongkat topeng tuan tugas tugu tujuan tukang tulis tumbuh tumpah tumpuk tunai
  tunda tunggu tunjuk tuntas tuntun turun tutup ubin ucap udara ufuk ujar ujian ujung ukir ulas ulet umbi umbul
  umpan umum unggas unggul ungkap ungu unik unta untuk untung upacara upah upaya urai urut usaha usia usul utama
  utuh utusan vanili varian vitamin vokal wacana wadah wajib wakil waktu walet warna waspada watak wibawa wilayah
  wisata wisuda wortel wujud yakin yayasan yoga zaitun zamrud
`
  .trim()
  .split(/\s+/);
