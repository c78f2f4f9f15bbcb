/** Ways a message goes: e-mail, SMS or Zalo through the gateway, or inside the program (officers only). */
export const channels = {
  email: 'Thư điện tử',
  sms: 'Tin nhắn điện thoại',
  app: 'Thông báo trong phần mềm',
} as const

export type Channel = keyof typeof channels
/** Channels that leave the office; the others are read inside the program. */
export type OutsideChannel = Exclude<Channel, 'app'>

/** What a wording may name. Nothing personal: whoever reads over a shoulder learns no name, no number, no content. */
export const placeholders = {
  ma_ho_so: 'Mã hồ sơ',
  thu_tuc: 'Tên thủ tục',
  ngay_hen: 'Giờ và ngày hẹn trả',
  buoc: 'Bước đang thực hiện',
  noi_nhan: 'Nơi tiếp nhận và trả kết quả',
  don_vi: 'Tên đơn vị',
  dien_thoai: 'Điện thoại đơn vị',
  tra_cuu: 'Đường dẫn tra cứu hồ sơ',
  ngung_nhan: 'Đường dẫn ngừng nhận tin',
  ma_xac_nhan: 'Mã xác nhận',
} as const

export type Placeholder = keyof typeof placeholders

interface EventKind {
  name: string
  to: 'citizen' | 'staff'
  /** Sent in the quiet hours too. */
  urgent?: true
}

/** What may be told, in the order in which it happens. */
export const events = {
  filed: { name: 'Đã nhận hồ sơ nộp trực tuyến', to: 'citizen' },
  received: { name: 'Đã tiếp nhận hồ sơ', to: 'citizen' },
  refused: { name: 'Không tiếp nhận hồ sơ trực tuyến', to: 'citizen' },
  supplement_requested: { name: 'Cần bổ sung giấy tờ', to: 'citizen' },
  extension_granted: { name: 'Xin lỗi và hẹn lại ngày trả', to: 'citizen' },
  finished: { name: 'Đã có kết quả', to: 'citizen' },
  reminder_due: { name: 'Nhắc đến nhận kết quả', to: 'citizen' },
  returned: { name: 'Đã trả kết quả', to: 'citizen' },
  stopped: { name: 'Dừng giải quyết', to: 'citizen' },
  filing_arrived: { name: 'Hồ sơ trực tuyến mới, bổ sung hoặc xin rút', to: 'staff' },
  filing_late: { name: 'Hồ sơ trực tuyến quá giờ trả lời', to: 'staff' },
  handed_over: { name: 'Hồ sơ chuyển đến', to: 'staff' },
  due_soon: { name: 'Hồ sơ sắp đến hạn', to: 'staff' },
  late: { name: 'Hồ sơ quá hạn', to: 'staff' },
  address_code: { name: 'Mã xác nhận địa chỉ', to: 'citizen', urgent: true },
  test: { name: 'Tin thử', to: 'citizen', urgent: true },
} as const satisfies Record<string, EventKind>

export type MessageEvent = keyof typeof events

export const isUrgent = (event: MessageEvent): boolean => 'urgent' in events[event]

/** Without its code a message that brings one says nothing, and the trial message has its own text: neither is edited. */
const fixedEvents: readonly MessageEvent[] = ['test', 'address_code']

/** Wordings that can be edited: every event on the channels of whom it is for. */
export const templateKinds: readonly { event: MessageEvent; channel: Channel }[] = (
  Object.keys(events) as MessageEvent[]
)
  .filter((event) => !fixedEvents.includes(event))
  .flatMap((event) => {
    const ways: readonly Channel[] = events[event].to === 'staff' ? ['app'] : ['email', 'sms']
    return ways.map((channel) => ({ event, channel }))
  })

/** Placeholders that have a value for this event. */
export function placeholdersOf(event: MessageEvent): readonly Placeholder[] {
  const all = Object.keys(placeholders) as Placeholder[]
  const missing: readonly Placeholder[] =
    events[event].to === 'staff' ? ['tra_cuu', 'ngung_nhan', 'noi_nhan', 'dien_thoai'] : ['buoc']
  if (event !== 'address_code') return all.filter((name) => !missing.includes(name) && name !== 'ma_xac_nhan')
  return all.filter((name) => !missing.includes(name))
}
