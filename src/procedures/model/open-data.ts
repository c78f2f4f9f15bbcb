import type { z } from 'zod'
import type { postedCatalogue } from '../queries/posted-catalogue.ts'
import { lifeEventName } from './life-events.ts'
import { postedParts } from './posted-parts.ts'
import { feeSummary, timeLimitText } from './summaries.ts'

type Catalogue = z.output<typeof postedCatalogue.output>
type Procedure = Catalogue['procedures'][number]

const onlineWords = { full: 'toàn trình', partial: 'một phần', information: 'cung cấp thông tin' } as const

/**
 * Columns of the open data, in this order. They are a promise to whoever reads them: a new one goes to the end, none is
 * renamed or left out.
 */
const columns: readonly (readonly [string, (procedure: Procedure, officeName: string) => string])[] = [
  ['ma_thu_tuc', ({ code }) => code ?? ''],
  ['khoa', ({ key }) => key],
  ['ten_thu_tuc', ({ name }) => name],
  ['linh_vuc', ({ fieldName }) => fieldName],
  ['trinh_tu', part('trinh-tu')],
  ['cach_thuc', part('cach-thuc')],
  ['thanh_phan_ho_so', part('thanh-phan')],
  ['so_bo', ({ posting }) => String(posting.setCount ?? '')],
  ['thoi_han', ({ timeLimit }) => timeLimitText(timeLimit)],
  ['doi_tuong', part('doi-tuong')],
  ['co_quan_thuc_hien', part('co-quan')],
  ['ket_qua', ({ result }) => result],
  ['phi_le_phi', ({ fees }) => feeSummary(fees)],
  ['mau_don', part('mau-don')],
  ['yeu_cau', part('yeu-cau')],
  ['can_cu_phap_ly', ({ legalBasis }) => legalBasis.join('; ')],
  ['quyet_dinh_cong_bo', ({ decision }) => decision ?? ''],
  ['dich_vu_cong_truc_tuyen', ({ posting }) => (posting.onlineLevel ? onlineWords[posting.onlineLevel] : '')],
  [
    'su_kien_trong_doi',
    ({ posting }) => (posting.lifeEvents ?? []).map((code) => lifeEventName(code) ?? code).join('; '),
  ],
  ['phien_ban', ({ version }) => String(version)],
  ['ap_dung_tu', ({ validFrom }) => validFrom],
  ['kiem_tra_lan_cuoi', ({ checkedOn }) => checkedOn ?? ''],
  ['dang_ra_soat', ({ isUnderReview }) => (isUnderReview ? 'có' : 'không')],
]

function part(code: string) {
  return (procedure: Procedure, officeName: string): string => {
    const found = postedParts(procedure, officeName).find((each) => each.code === code)
    const lines = (found?.groups ?? []).flatMap(({ title, lines: own }) =>
      title === null ? own : [`${title}:`, ...own],
    )
    return lines.join('\n')
  }
}

/** The open data as a table, header first. */
export function openDataTable({ office, procedures }: Catalogue): string[][] {
  const header = columns.map(([name]) => name)
  return [header, ...procedures.map((each) => columns.map(([, write]) => write(each, office.name)))]
}

/** The open data as JSON: the office, and every procedure with the same names and all its structure besides. */
export function openDataJson(catalogue: Catalogue) {
  const { office, procedures, changedAt } = catalogue
  const [header = [], ...rows] = openDataTable(catalogue)
  return {
    don_vi: {
      ma_dinh_danh: office.agencyCode,
      ten: office.name,
      dia_chi: office.address,
      dien_thoai: office.phone,
    },
    cap_nhat_luc: changedAt.toISOString(),
    thu_tuc: procedures.map(({ cases, fees, posting }, index) => ({
      ...Object.fromEntries(header.map((name, at) => [name, rows[index]?.[at] || null])),
      chi_tiet: {
        truong_hop: cases,
        phi: fees,
        cach_thuc: posting.methods ?? null,
        trinh_tu: posting.sequence ?? null,
      },
    })),
  }
}
