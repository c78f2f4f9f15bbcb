import type { ProviderFault } from '../../platform/open-id.ts'

/** Why a citizen who came back from the provider is not signed in. */
export type SignInFault = ProviderFault | 'no_state' | 'wrong_state' | 'switched_off' | 'too_many_requests'

/** What a citizen is told. */
export function wordsForCitizen(fault: SignInFault): string {
  switch (fault) {
    case 'cancelled':
      return 'Bạn đã dừng việc đăng nhập, nên chưa có gì thay đổi.'
    case 'no_state':
    case 'wrong_state':
      return 'Lượt đăng nhập này không còn hiệu lực, hoặc được mở từ một cửa sổ khác. Hãy đăng nhập lại từ đầu.'
    case 'switched_off':
      return 'Đơn vị vừa đổi hoặc tắt cách đăng nhập này. Hãy đăng nhập lại từ đầu.'
    case 'too_many_requests':
      return 'Từ mạng của bạn vừa có quá nhiều lượt đăng nhập. Hãy chờ mười phút rồi thử lại.'
    case 'slow':
    case 'unreachable':
      return 'Nơi cấp tài khoản chưa trả lời. Hãy thử lại sau ít phút; nếu gấp, hãy đến bộ phận một cửa.'
    case 'code_refused':
      return 'Nơi cấp tài khoản không nhận lượt đăng nhập này; có thể trang đã được mở hai lần. Hãy đăng nhập lại từ đầu.'
    default:
      return 'Nơi cấp tài khoản trả lời không đúng, nên để an toàn bạn chưa được đăng nhập. Hãy thử lại; nếu vẫn vậy, hãy báo bộ phận một cửa.'
  }
}

/** What an administrator is told who tries the settings, with what to do. */
export function wordsForAdmin(fault: ProviderFault): string {
  switch (fault) {
    case 'slow':
      return 'Nơi cấp không trả lời kịp. Hãy kiểm tra đường mạng của máy chủ, rồi thử lại.'
    case 'unreachable':
      return 'Không kết nối được nơi cấp. Hãy kiểm tra địa chỉ và đường mạng của máy chủ.'
    case 'too_large':
      return 'Nơi cấp trả lời quá dài, không phải thông tin đăng nhập. Hãy kiểm tra lại địa chỉ.'
    case 'foreign':
      return 'Nơi cấp dẫn tới một địa chỉ không mã hóa, hoặc vào chính máy chủ này. Phần mềm không gọi địa chỉ đó; hãy báo nơi cấp.'
    case 'other_issuer':
      return 'Nơi cấp tự xưng một địa chỉ khác với địa chỉ đã nhập. Hãy nhập đúng địa chỉ mà nơi cấp công bố, cả dấu gạch chéo ở cuối.'
    default:
      return 'Địa chỉ này không cho thông tin đăng nhập theo chuẩn OpenID Connect. Hãy kiểm tra lại địa chỉ, hoặc nhập từng địa chỉ ở phần dưới.'
  }
}
