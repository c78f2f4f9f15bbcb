/** Papers that are certified most often, offered until the officer's own list has grown. */
export const usualDocuments: readonly string[] = [
  'Thẻ căn cước',
  'Căn cước công dân',
  'Bằng tốt nghiệp trung học phổ thông',
  'Bằng tốt nghiệp đại học',
  'Bảng điểm',
  'Học bạ',
  'Giấy khai sinh',
  'Giấy chứng nhận kết hôn',
  'Giấy xác nhận thông tin về cư trú',
  'Giấy chứng nhận quyền sử dụng đất',
  'Giấy phép lái xe',
  'Đăng ký xe',
  'Hộ chiếu',
  'Sơ yếu lý lịch',
]
