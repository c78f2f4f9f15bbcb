/** A life event (sự kiện trong đời) under which citizens look for procedures; versions name them by code. */
export interface LifeEvent {
  code: string
  name: string
}

/** In the order in which they are shown. */
export const lifeEvents: readonly LifeEvent[] = [
  { code: 'sinh-con', name: 'Sinh con' },
  { code: 'ket-hon', name: 'Kết hôn' },
  { code: 'mat-nguoi-than', name: 'Mất người thân' },
  { code: 'sao-chung-thuc', name: 'Sao, chứng thực giấy tờ' },
  { code: 'giay-to-ho-tich', name: 'Xin, sửa giấy tờ hộ tịch' },
  { code: 'chuyen-noi-o', name: 'Chuyển nơi ở' },
  { code: 'lam-nha', name: 'Làm nhà' },
  { code: 'dat-dai', name: 'Đất đai' },
  { code: 'mo-ho-kinh-doanh', name: 'Mở, thay đổi hộ kinh doanh' },
  { code: 'nguoi-gia', name: 'Người cao tuổi' },
  { code: 'khuyet-tat', name: 'Người khuyết tật' },
  { code: 'kho-khan', name: 'Gặp khó khăn, hộ nghèo' },
  { code: 'nguoi-co-cong', name: 'Người có công' },
  { code: 'nuoi-con-nuoi', name: 'Nuôi con nuôi, giám hộ' },
  { code: 'di-hoc', name: 'Đi học' },
  { code: 'thua-ke', name: 'Thừa kế, di chúc' },
  { code: 'ton-giao', name: 'Sinh hoạt tôn giáo' },
  { code: 'khieu-nai', name: 'Khiếu nại, tố cáo, kiến nghị' },
]

export function lifeEventName(code: string): string | undefined {
  return lifeEvents.find((event) => event.code === code)?.name
}
