/** Kinds of partner agencies (cơ quan phối hợp). */
export const partnerKinds = {
  tax: 'Thuế',
  insurance: 'Bảo hiểm xã hội',
  land: 'Đăng ký đất đai',
  police: 'Công an',
  province: 'Cơ quan cấp tỉnh',
  commune: 'UBND xã, phường khác',
  other: 'Cơ quan khác',
} as const

/** How a partner is reached. */
export const vias = {
  here: 'Cùng hệ thống',
  https: 'Qua mạng, có ký số',
  paper: 'Bản giấy',
} as const
