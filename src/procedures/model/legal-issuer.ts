const issuers: readonly (readonly [RegExp, string])[] = [
  [/\/QH\d+$/, 'Quốc hội'],
  [/\/UBTVQH\d+$/, 'Ủy ban Thường vụ Quốc hội'],
  [/\/(NĐ|NQ)-CP$/, 'Chính phủ'],
  [/\/QĐ-TTg$/, 'Thủ tướng Chính phủ'],
  [/\/TT-VPCP$/, 'Văn phòng Chính phủ'],
  [/\/TT-BTP$/, 'Bộ Tư pháp'],
  [/\/TT-BTC$/, 'Bộ Tài chính'],
  [/\/TT-BCA$/, 'Bộ Công an'],
  [/\/TT-BXD$/, 'Bộ Xây dựng'],
  [/\/TT-BGDĐT$/, 'Bộ Giáo dục và Đào tạo'],
  [/\/TT-BVHTTDL$/, 'Bộ Văn hóa, Thể thao và Du lịch'],
  [/\/TT-BLĐTBXH$/, 'Bộ Lao động - Thương binh và Xã hội'],
  [/\/TT-TTCP$/, 'Thanh tra Chính phủ'],
]

/** Who issued a text, as its symbol says; null where the symbol does not tell. */
export function issuerOf(number: string): string | null {
  return issuers.find(([symbol]) => symbol.test(number))?.[1] ?? null
}
