import { countProviderKeys, type Provider, providerFault } from '../../platform/open-id.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { wordsForAdmin } from '../model/fault-words.ts'
import { getProvider, type StoredProvider } from '../queries/get-provider.ts'
import { open } from './provider.ts'

/** What a trial of the saved provider found, in sentences; `good` when a sign-in can be tried. */
export interface Trial {
  good: boolean
  sentences: string[]
}

/** Asks the saved provider for its description and its keys, as every sign-in does; nobody is signed in. */
export async function tryProvider(services: Services, officeId: string): Promise<Trial> {
  const stored = await read(services, systemActor(officeId), getProvider, {})
  if (!stored || stored.issuer === '' || stored.clientId === '')
    return { good: false, sentences: ['Hãy nhập địa chỉ nơi cấp và mã ứng dụng, lưu lại, rồi thử.'] }
  if (stored.clientSecretSealed !== '' && services.secrets.open(stored.clientSecretSealed) === null)
    return {
      good: false,
      sentences: ['Không mở được khóa bí mật đã lưu (khóa của phần mềm đã đổi). Hãy nhập lại khóa bí mật.'],
    }
  try {
    const provider = await open(services, stored)
    const keys = await countProviderKeys(provider)
    return judge(provider, stored, keys)
  } catch (error) {
    return { good: false, sentences: [wordsForAdmin(providerFault(error))] }
  }
}

function judge(provider: Provider, stored: StoredProvider, keys: number): Trial {
  const server = provider.serverMetadata()
  const missing = [
    server.authorization_endpoint ? '' : 'Nơi cấp không cho biết địa chỉ trang đăng nhập.',
    server.token_endpoint ? '' : 'Nơi cấp không cho biết địa chỉ đổi mã lấy thông tin.',
    keys > 0 ? '' : 'Nơi cấp không đưa ra khóa nào để kiểm tra chữ ký.',
  ].filter((sentence) => sentence !== '')
  if (missing.length > 0) return { good: false, sentences: missing }
  const hints = [
    stored.endpoints || server.supportsPKCE()
      ? ''
      : 'Nơi cấp không công bố rằng mình hỗ trợ PKCE (S256). Hãy hỏi nơi cấp; phần mềm vẫn luôn dùng.',
    server.userinfo_endpoint
      ? ''
      : 'Nơi cấp không có địa chỉ lấy thêm thông tin; tên phải nằm sẵn trong thẻ đăng nhập.',
    server.end_session_endpoint
      ? ''
      : 'Nơi cấp không có trang đăng xuất; công dân chỉ đăng xuất được ở trang của đơn vị.',
    stored.on ? '' : 'Đăng nhập đang tắt; đánh dấu “Cho đăng nhập” và lưu khi sẵn sàng.',
  ].filter((sentence) => sentence !== '')
  return { good: true, sentences: [`Kết nối được nơi cấp; có ${keys} khóa kiểm tra chữ ký.`, ...hints] }
}
