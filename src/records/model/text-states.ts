/** What is told, with the office's id behind it, when files wait to be read. */
export const textTopic = 'incoming text '

/** What became of reading the text of a file, in words for whoever looks for it. */
export const textStates = {
  waiting: 'Đang đọc nội dung để tìm kiếm…',
  read: 'Tìm được theo nội dung.',
  part: 'Tệp dài: tìm được theo nội dung của phần đầu.',
  none: 'Tệp không có lớp chữ (ảnh quét): chỉ tìm được theo thông tin đăng ký.',
  locked: 'Tệp đặt mật khẩu: không đọc được nội dung. Hãy xin nơi gửi tệp không đặt mật khẩu.',
  broken:
    'Tệp hỏng hoặc không đúng định dạng: không đọc được nội dung. Hãy quét lại hoặc xin nơi gửi tệp khác.',
  too_long: 'Tệp quá lớn, đọc quá thời gian cho phép: chỉ tìm được theo thông tin đăng ký.',
} as const
