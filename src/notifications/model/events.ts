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
  van_ban: 'Số đến và ký hiệu của văn bản',
  han_giai_quyet: 'Hạn giải quyết văn bản',
  viec: 'Tên cuộc họp, phiếu trình hoặc phiếu lấy ý kiến',
  thoi_gian: 'Giờ họp hoặc hạn trả lời',
  ket_qua: 'Kết quả hoặc lý do',
} as const

export type Placeholder = keyof typeof placeholders

interface EventKind {
  name: string
  /** `agency`: another office, by an official letter. */
  to: 'citizen' | 'staff' | 'agency'
  /** Sent in the quiet hours too. */
  urgent?: true
  /** Of a document of the office, or of a matter inside it; not of a dossier. */
  about?: 'document' | 'internal'
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
  partner_asks: { name: 'Cơ quan khác đề nghị phối hợp', to: 'staff' },
  partner_answered: { name: 'Cơ quan phối hợp trả lời', to: 'staff' },
  partner_late: { name: 'Cơ quan phối hợp trả lời chậm', to: 'staff' },
  address_code: { name: 'Mã xác nhận địa chỉ', to: 'citizen', urgent: true },
  document_urgent: { name: 'Văn bản khẩn vừa đến, chờ cho ý kiến', to: 'staff', about: 'document' },
  document_urgent_late: {
    name: 'Văn bản khẩn quá giờ chưa có ý kiến chỉ đạo',
    to: 'staff',
    about: 'document',
  },
  document_undirected: { name: 'Văn bản đến chưa có ý kiến chỉ đạo', to: 'staff', about: 'document' },
  document_directed: { name: 'Văn bản được giao xử lý', to: 'staff', about: 'document' },
  document_inform: { name: 'Văn bản được chuyển để biết', to: 'staff', about: 'document' },
  document_sent_back: { name: 'Ý kiến giao xử lý văn bản bị trả lại', to: 'staff', about: 'document' },
  document_proposed: { name: 'Kết quả xử lý văn bản chờ duyệt', to: 'staff', about: 'document' },
  document_decided: {
    name: 'Kết quả xử lý văn bản đã được duyệt hoặc trả lại',
    to: 'staff',
    about: 'document',
  },
  document_answered: { name: 'Đã phát hành văn bản trả lời', to: 'staff', about: 'document' },
  document_reopened: { name: 'Văn bản đã kết thúc được mở lại', to: 'staff', about: 'document' },
  document_due_soon: { name: 'Văn bản sắp đến hạn giải quyết', to: 'staff', about: 'document' },
  outgoing_waiting: { name: 'Văn bản đi chờ xử lý', to: 'staff', about: 'document' },
  outgoing_returned: { name: 'Dự thảo văn bản đi bị trả lại', to: 'staff', about: 'document' },
  document_late: { name: 'Văn bản quá hạn giải quyết', to: 'staff', about: 'document' },
  document_letter: {
    name: 'Gửi văn bản đi qua thư điện tử',
    to: 'agency',
    urgent: true,
    about: 'document',
  },
  interchange_arrived: { name: 'Văn bản liên thông chờ văn thư', to: 'staff', about: 'document' },
  meeting_called: { name: 'Được mời họp', to: 'staff', about: 'internal' },
  meeting_changed: { name: 'Cuộc họp đổi giờ hoặc phòng', to: 'staff', about: 'internal' },
  meeting_left: { name: 'Không còn trong danh sách dự họp', to: 'staff', about: 'internal' },
  meeting_cancelled: { name: 'Cuộc họp bị hủy', to: 'staff', about: 'internal' },
  vote_opened: { name: 'Phiếu lấy ý kiến cần trả lời', to: 'staff', about: 'internal' },
  vote_due_soon: { name: 'Phiếu lấy ý kiến còn một ngày', to: 'staff', about: 'internal' },
  vote_closed: { name: 'Phiếu lấy ý kiến đã có kết quả', to: 'staff', about: 'internal' },
  submission_waiting: { name: 'Phiếu trình chờ ý kiến', to: 'staff', about: 'internal' },
  submission_answered: { name: 'Phiếu trình đã có ý kiến', to: 'staff', about: 'internal' },
  workfile_due_soon: { name: 'Hồ sơ công việc sắp đến hạn nộp lưu', to: 'staff', about: 'document' },
  workfile_late: { name: 'Hồ sơ công việc quá hạn nộp lưu', to: 'staff', about: 'document' },
  workfile_hold_asked: { name: 'Có người xin giữ lại hồ sơ công việc', to: 'staff', about: 'document' },
  workfile_hold_decided: {
    name: 'Lãnh đạo đã cho ý kiến về việc giữ lại hồ sơ',
    to: 'staff',
    about: 'document',
  },
  certificate_expiring: { name: 'Chứng thư số sắp hết hạn', to: 'staff', about: 'document' },
  certificate_expired: { name: 'Chứng thư số đã hết hạn', to: 'staff', about: 'document' },
  certificate_missing: { name: 'Lãnh đạo chưa có chứng thư số', to: 'staff', about: 'document' },
  test: { name: 'Tin thử', to: 'citizen', urgent: true },
} as const satisfies Record<string, EventKind>

export type MessageEvent = keyof typeof events

export const isUrgent = (event: MessageEvent): boolean => 'urgent' in events[event]

/** Without its code a message that brings one says nothing, and the trial message has its own text: neither is edited. */
const fixedEvents: readonly MessageEvent[] = ['test', 'address_code']

const waysTo: Readonly<Record<EventKind['to'], readonly Channel[]>> = {
  citizen: ['email', 'sms'],
  staff: ['app'],
  agency: ['email'],
}

/** Wordings that can be edited: every event on the channels of whom it is for. */
export const templateKinds: readonly { event: MessageEvent; channel: Channel }[] = (
  Object.keys(events) as MessageEvent[]
)
  .filter((event) => !fixedEvents.includes(event))
  .flatMap((event) => waysTo[events[event].to].map((channel) => ({ event, channel })))

const ofTheOffice: Readonly<Record<'document' | 'internal', readonly Placeholder[]>> = {
  document: ['van_ban', 'han_giai_quyet'],
  internal: ['viec', 'thoi_gian', 'ket_qua'],
}

/** Placeholders that have a value for this event. */
export function placeholdersOf(event: MessageEvent): readonly Placeholder[] {
  if (event === 'document_letter') return ['van_ban', 'don_vi', 'dien_thoai']
  const kind: EventKind = events[event]
  if (kind.about) return [...ofTheOffice[kind.about], 'don_vi']
  const others: readonly Placeholder[] = Object.values(ofTheOffice).flat()
  const all = (Object.keys(placeholders) as Placeholder[]).filter((name) => !others.includes(name))
  const missing: readonly Placeholder[] =
    events[event].to === 'staff' ? ['tra_cuu', 'ngung_nhan', 'noi_nhan', 'dien_thoai'] : ['buoc']
  if (event !== 'address_code') return all.filter((name) => !missing.includes(name) && name !== 'ma_xac_nhan')
  return all.filter((name) => !missing.includes(name))
}
