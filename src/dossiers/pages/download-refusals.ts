/** Why a download of the electronic result did not come, by the word that the address then carries. */
export const downloadRefusals: Readonly<Record<string, string>> = {
  'chua-co': 'Kết quả điện tử chưa có. Kết quả vừa phát hành có sau khoảng một phút; hãy xem lại sau.',
  'nhieu-lan': 'Bạn đã thử quá nhiều lần. Hãy chờ ít phút rồi xem đầy đủ và tải lại.',
  'chua-dung': 'Chưa tải được kết quả. Hãy nhập lại 4 số cuối ở mục “Xem đầy đủ” rồi tải.',
}

/** The word for a problem of the given code. */
export function downloadRefusal(code: string): string {
  if (code === 'not_found') return 'chua-co'
  return code === 'too_many_requests' ? 'nhieu-lan' : 'chua-dung'
}
