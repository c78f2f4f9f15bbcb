import type { Book } from './book.ts'

/** What a made-up citizen files on the portal. */
export interface MadeFiling {
  procedureCode: string
  name: string
  personalId?: string
  phone?: string
  content?: string
  papers?: readonly { name: string; files: readonly { name: string; content: Buffer }[] }[]
  submitter?: { name: string; personalId: string; relation: string }
}

/** Citizens at the portal: what they do becomes news that the office fetches. Moments as `yyyyMMddHHmmss`. */
export function citizensOf(book: Book, moment: () => string) {
  let payments = 0

  function tell(Loai: string, MaHoSo: string, content: Record<string, unknown>): void {
    book.feed.push({
      SoThuTu: String(book.feed.length + 1),
      Loai,
      MaHoSo,
      ThoiDiem: moment(),
      NoiDung: content,
    })
  }

  function attach(papers: MadeFiling['papers'] = []) {
    return papers.map(({ name, files }) => ({
      TenGiayTo: name,
      GhiChu: '',
      TepDinhKem: files.map((file) => {
        const MaTep = `C-${String(book.files.size + 1).padStart(6, '0')}`
        book.files.set(MaTep, { name: file.name, sha256: '', content: file.content })
        return { MaTep, TenTep: file.name }
      }),
    }))
  }

  return {
    /** Files a dossier and returns its code; `silent` keeps it out of the news, as a portal that forgets would. */
    file(filing: MadeFiling, manner: { silent?: boolean } = {}): string {
      const at = moment()
      const MaHoSo = book.issue(at.slice(0, 8))
      const filed = {
        MaHoSo,
        MaTTHC: filing.procedureCode,
        NgayNop: at,
        ChuHoSo: {
          LoaiDoiTuong: '0',
          HoTen: filing.name,
          SoDinhDanh: filing.personalId ?? '',
          NgaySinh: '19900115',
          GioiTinh: '1',
          DiaChi: 'Thôn Mẫu, xã Cẩm Long',
          SoDienThoai: filing.phone ?? '0900000009',
          Email: '',
        },
        NguoiNop: filing.submitter
          ? {
              HoTen: filing.submitter.name,
              SoDinhDanh: filing.submitter.personalId,
              SoDienThoai: '0900000008',
              QuanHe: filing.submitter.relation,
            }
          : null,
        TaiKhoanDuocXacThucVoiVNeID: '1',
        NoiDung: filing.content ?? '',
        HinhThucTra: '2',
        DiaChiTra: '',
        ToKhai: null,
        TaiLieuNop: attach(filing.papers),
      }
      book.dossiers.set(MaHoSo, {
        sent: null,
        status: '1',
        statuses: [{ status: '1', at }],
        progress: [],
        payments: [],
        filed,
      })
      if (!manner.silent) tell('1', MaHoSo, filed)
      return MaHoSo
    },
    supplement(MaHoSo: string, papers: MadeFiling['papers'], note = ''): void {
      tell('2', MaHoSo, {
        MaHoSo,
        ThoiDiem: moment(),
        NoiDung: note,
        ToKhai: null,
        TaiLieuNop: attach(papers),
      })
    },
    /** Asks to withdraw. The portal shows it at once, whatever the office has done meanwhile. */
    withdraw(MaHoSo: string, reason: string): void {
      const dossier = book.dossiers.get(MaHoSo)
      if (dossier) {
        dossier.status = '7'
        dossier.statuses.push({ status: '7', at: moment() })
      }
      tell('3', MaHoSo, { MaHoSo, ThoiDiem: moment(), LyDo: reason })
    },
    pay(MaHoSo: string, SoTien: number, manner: { silent?: boolean } = {}): string {
      payments += 1
      const paid = { MaGiaoDich: `GD-${payments}`, SoTien, ThoiDiem: moment(), NoiDung: 'Lệ phí' }
      book.dossiers.get(MaHoSo)?.payments.push(paid)
      if (!manner.silent) tell('4', MaHoSo, { MaHoSo, ...paid })
      return paid.MaGiaoDich
    },
    /** The portal tells an old piece of news again, under its old number or as if it were new. */
    repeat(position: number, manner: { asNew: boolean }): void {
      const item = book.feed[position - 1]
      if (item) book.feed.push(manner.asNew ? { ...item, SoThuTu: String(book.feed.length + 1) } : item)
    },
    /** News as no form foresees it. */
    babble(item: Record<string, unknown>): void {
      book.feed.push(item)
    },
  }
}
