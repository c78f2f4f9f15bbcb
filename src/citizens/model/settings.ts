import { z } from 'zod'
import { isOutsideAddress } from '../../platform/outside-address.ts'
import { isSealed } from '../../platform/secret-box.ts'

const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Tối đa ${longest} ký tự.`)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'Ô này chỉ có một dòng, không có ký tự điều khiển.')

/** What travels in protocols: letters without marks, digits, punctuation. */
const token = (longest: number) =>
  line(longest).regex(/^[\x20-\x7e]*$/, 'Ô này chỉ gồm chữ không dấu, số và dấu câu.')

const address = line(500).refine(
  (text) => text === '' || isOutsideAddress(text),
  'Địa chỉ phải bắt đầu bằng https:// và không kèm mật khẩu.',
)

/** Names of claims may lead into nested ones by dots. */
const claim = token(100).regex(/^\S*$/, 'Tên trường không có dấu cách.')

/** How citizens sign in at an office; what must go together is checked here too, with a message at each field. */
export const signInSettingsSchema = z
  .strictObject({
    revision: z.int().min(0),
    providerOn: z.boolean(),
    providerName: line(60),
    issuer: address,
    clientId: token(200),
    /** Sealed by the page before it comes here; null leaves the one that is kept. */
    clientSecretSealed: z.string().max(2000).refine(isSealed).nullable(),
    secretWay: z.enum(['post', 'basic', 'none'], 'Hãy chọn cách gửi khóa bí mật.'),
    scopes: token(300),
    acrRequested: token(200),
    vneidLevels: token(500),
    authorizationUrl: address,
    tokenUrl: address,
    userinfoUrl: address,
    keysUrl: address,
    endSessionUrl: address,
    nameClaim: claim,
    personalIdClaim: claim,
    birthDateClaim: claim,
    levelClaim: claim,
    emailClaim: claim,
    phoneClaim: claim,
    clockTolerance: z
      .int('Hãy nhập số giây, ví dụ 30.')
      .min(0, 'Từ 0 đến 300 giây.')
      .max(300, 'Từ 0 đến 300 giây.'),
    guestsOn: z.boolean(),
  })
  .superRefine((settings, context) => {
    const need = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (settings.providerOn) {
      if (settings.providerName === '') need('providerName', 'Hãy nhập tên hiện trên nút đăng nhập.')
      if (settings.issuer === '') need('issuer', 'Hãy nhập địa chỉ nơi cấp, hoặc tắt đăng nhập.')
      if (settings.clientId === '') need('clientId', 'Hãy nhập mã ứng dụng do nơi cấp đặt.')
      if (settings.nameClaim === '') need('nameClaim', 'Hãy nhập tên trường chứa họ tên.')
    }
    if (!settings.scopes.split(' ').includes('openid'))
      need('scopes', 'Phạm vi thông tin phải có chữ openid.')
    const given = [settings.authorizationUrl, settings.tokenUrl, settings.keysUrl]
    if (given.some((each) => each !== '') || settings.userinfoUrl || settings.endSessionUrl) {
      if (settings.authorizationUrl === '')
        need('authorizationUrl', 'Hãy nhập, hoặc để trống cả năm địa chỉ.')
      if (settings.tokenUrl === '') need('tokenUrl', 'Hãy nhập, hoặc để trống cả năm địa chỉ.')
      if (settings.keysUrl === '') need('keysUrl', 'Hãy nhập, hoặc để trống cả năm địa chỉ.')
    }
  })

export type SignInSettings = z.output<typeof signInSettingsSchema>
