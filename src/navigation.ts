import type { Audience } from './platform/operations.ts'

export interface MenuItem {
  label: string
  to: string
  audience: Audience
}

/** Pages that belong together; the first group, the day's work, needs no title. */
export interface MenuGroup {
  title: string
  items: readonly MenuItem[]
}

/** The staff menu in the order of the day's work; each member sees what their duties open. */
export const menu: readonly MenuGroup[] = [
  {
    title: '',
    items: [
      {
        label: 'Việc của tôi',
        to: '/viec-cua-toi',
        audience: ['counter', 'specialist', 'clerk', 'leader', 'accountant', 'editor'],
      },
      { label: 'Gọi số tại quầy', to: '/quay', audience: ['counter'] },
      { label: 'Tiếp nhận hồ sơ', to: '/ho-so/moi', audience: ['counter'] },
      { label: 'Chứng thực tại quầy', to: '/chung-thuc', audience: ['counter'] },
      { label: 'Thu phí, lệ phí', to: '/thu-phi', audience: ['counter', 'accountant', 'leader'] },
      { label: 'Trả kết quả', to: '/tra-ket-qua', audience: ['counter'] },
      { label: 'Hỗ trợ nộp trực tuyến', to: '/ho-tro-nop', audience: ['counter'] },
      { label: 'Tìm kiếm chung', to: '/tim-kiem', audience: 'staff' },
    ],
  },
  {
    title: 'Hồ sơ',
    items: [
      {
        label: 'Danh sách hồ sơ',
        to: '/ho-so',
        audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'],
      },
      {
        label: 'Hồ sơ trực tuyến',
        to: '/ho-so-truc-tuyen',
        audience: ['counter', 'specialist', 'leader', 'admin'],
      },
      {
        label: 'Bàn giao hồ sơ giấy',
        to: '/ban-giao',
        audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'],
      },
      {
        label: 'Liên thông',
        to: '/lien-thong',
        audience: ['counter', 'specialist', 'clerk', 'leader'],
      },
      { label: 'Kết quả chưa nhận', to: '/ket-qua-chua-nhan', audience: ['counter', 'leader', 'admin'] },
      { label: 'Gửi bưu chính', to: '/buu-gui', audience: ['counter'] },
      { label: 'Kho giấy tờ', to: '/kho-giay-to', audience: ['counter', 'specialist'] },
    ],
  },
  {
    title: 'Văn bản',
    items: [
      { label: 'Đăng ký văn bản đến', to: '/van-ban-den/moi', audience: ['clerk'] },
      { label: 'Văn bản đến', to: '/van-ban-den', audience: 'staff' },
      { label: 'Sổ văn bản đến', to: '/so-van-ban-den', audience: ['clerk', 'leader'] },
      { label: 'Liên thông văn bản', to: '/lien-thong-van-ban', audience: ['clerk', 'leader'] },
      { label: 'Văn bản đi', to: '/van-ban-di', audience: 'staff' },
      { label: 'Soạn văn bản đi', to: '/van-ban-di/moi', audience: 'staff' },
      { label: 'Sổ, báo cáo văn bản đi', to: '/van-ban-di/so-sach', audience: ['clerk', 'leader'] },
      { label: 'Kiểm tra chữ ký số', to: '/kiem-tra-chu-ky/can-bo', audience: 'staff' },
      { label: 'Ký số', to: '/ky-so', audience: ['leader', 'clerk'] },
      { label: 'Hình chữ ký, con dấu', to: '/hinh-chu-ky', audience: 'staff' },
      { label: 'Máy của tôi', to: '/may-cua-toi', audience: 'staff' },
      { label: 'Phiếu trình', to: '/phieu-trinh', audience: 'staff' },
      { label: 'Lịch họp, giấy mời', to: '/hop-giay-moi', audience: 'staff' },
      { label: 'Phiếu lấy ý kiến', to: '/lay-y-kien', audience: 'staff' },
    ],
  },
  {
    title: 'Hồ sơ công việc, lưu trữ',
    items: [
      { label: 'Hồ sơ công việc', to: '/ho-so-cong-viec', audience: 'staff' },
      { label: 'Danh mục hồ sơ', to: '/danh-muc-ho-so', audience: 'staff' },
      { label: 'Nộp lưu hồ sơ', to: '/nop-luu', audience: 'staff' },
      { label: 'Kiểm tra gói lưu trữ', to: '/kiem-tra-goi', audience: ['clerk', 'leader'] },
      { label: 'Hết thời hạn bảo quản', to: '/tieu-huy-ho-so', audience: ['clerk', 'leader'] },
      { label: 'Tỷ lệ lập hồ sơ', to: '/bao-cao-lap-ho-so', audience: ['clerk', 'leader'] },
    ],
  },
  {
    title: 'Theo dõi, sổ sách',
    items: [
      { label: 'Bảng điều hành', to: '/bang-dieu-hanh', audience: ['leader', 'admin'] },
      {
        label: 'Sổ theo dõi hồ sơ',
        to: '/so-theo-doi',
        audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'],
      },
      {
        label: 'Sổ chứng thực',
        to: '/so-chung-thuc',
        audience: ['counter', 'specialist', 'clerk', 'leader'],
      },
      { label: 'Biên lai', to: '/bien-lai', audience: ['counter', 'accountant', 'leader'] },
      { label: 'Ký số biên lai', to: '/bien-lai/ky', audience: ['clerk'] },
      { label: 'Sổ thu phí, lệ phí', to: '/so-thu', audience: ['accountant', 'leader'] },
      { label: 'Sao kê ngân hàng', to: '/doi-soat-ngan-hang', audience: ['accountant', 'leader'] },
      { label: 'Nộp ngân sách', to: '/so-thu/thang', audience: ['accountant', 'leader'] },
      { label: 'Trang thiết bị', to: '/trang-thiet-bi', audience: ['admin', 'accountant', 'leader'] },
      {
        label: 'Tải của máy quét',
        to: '/trang-thiet-bi/tai-may-quet',
        audience: ['admin', 'accountant', 'leader'],
      },
      { label: 'Đối soát Cổng DVCQG', to: '/doi-soat', audience: ['counter', 'leader', 'admin'] },
      { label: 'Nhật ký thông báo', to: '/quan-tri/nhat-ky-thong-bao', audience: ['admin', 'leader'] },
      { label: 'Mức độ hài lòng', to: '/muc-do-hai-long', audience: ['leader', 'admin', 'clerk'] },
      { label: 'Sử dụng phần mềm', to: '/su-dung-phan-mem', audience: ['leader', 'admin'] },
    ],
  },
  {
    title: 'Thủ tục hành chính',
    items: [
      { label: 'Thủ tục', to: '/quan-tri/thu-tuc', audience: ['admin'] },
      { label: 'Biểu mức thu', to: '/muc-thu', audience: ['accountant', 'admin', 'leader'] },
      { label: 'Niêm yết thủ tục', to: '/quan-tri/niem-yet', audience: ['admin', 'counter', 'leader'] },
      { label: 'Rà soát thủ tục', to: '/quan-tri/thu-tuc/ra-soat', audience: ['admin', 'leader'] },
      { label: 'Văn bản pháp luật', to: '/quan-tri/van-ban-phap-luat', audience: ['admin', 'leader'] },
    ],
  },
  {
    title: 'Tổ chức, thiết lập',
    items: [
      { label: 'Thiết lập một cửa', to: '/quan-tri/thiet-lap', audience: ['admin'] },
      { label: 'Đơn vị', to: '/quan-tri/don-vi', audience: ['admin'] },
      { label: 'Phòng, ban', to: '/quan-tri/phong-ban', audience: ['admin'] },
      { label: 'Quầy, lĩnh vực', to: '/quan-tri/quay', audience: ['admin'] },
      { label: 'Lấy số, màn hình', to: '/quan-tri/lay-so', audience: ['admin'] },
      { label: 'Cán bộ, phân công', to: '/quan-tri/can-bo', audience: ['admin'] },
      { label: 'Lịch làm việc', to: '/quan-tri/lich', audience: ['admin'] },
      { label: 'Thời hạn, xin lỗi', to: '/quan-tri/thoi-han', audience: ['admin'] },
      { label: 'Thiết lập thu phí', to: '/quan-tri/thu-phi', audience: ['admin', 'accountant'] },
      { label: 'Ngân hàng báo tiền về', to: '/quan-tri/bao-tien-ve', audience: ['admin'] },
      { label: 'Chứng thư số', to: '/quan-tri/chung-thu-so', audience: ['clerk', 'admin', 'leader'] },
      { label: 'Chứng thư gốc', to: '/quan-tri/chung-thu-goc', audience: ['admin'] },
      { label: 'Cách ký số', to: '/quan-tri/cach-ky-so', audience: ['admin'] },
      { label: 'Thiết lập ký số', to: '/quan-tri/ky-so', audience: ['admin'] },
      { label: 'Văn thư, ký văn bản', to: '/quan-tri/van-thu', audience: ['admin', 'leader'] },
      { label: 'Thời hạn bảo quản', to: '/quan-tri/thoi-han-bao-quan', audience: ['admin', 'leader'] },
      { label: 'Quyền sử dụng', to: '/quan-tri/quyen', audience: ['admin'] },
    ],
  },
  {
    title: 'Công dân, kết nối',
    items: [
      { label: 'Nộp trực tuyến tại đơn vị', to: '/quan-tri/nop-truc-tuyen', audience: ['admin'] },
      { label: 'Đăng nhập của công dân', to: '/quan-tri/dang-nhap-cong-dan', audience: ['admin'] },
      { label: 'Thông báo cho công dân', to: '/quan-tri/thong-bao', audience: ['admin'] },
      { label: 'Cổng Dịch vụ công quốc gia', to: '/quan-tri/cong-quoc-gia', audience: ['admin'] },
      { label: 'Trục liên thông văn bản', to: '/quan-tri/truc-lien-thong', audience: ['admin'] },
      { label: 'Cơ quan phối hợp', to: '/quan-tri/co-quan-phoi-hop', audience: ['admin'] },
    ],
  },
  { title: 'Tập dùng', items: [{ label: 'Thực hành', to: '/thuc-hanh', audience: 'staff' }] },
]
