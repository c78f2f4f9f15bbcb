/** What an office asks of the authority that issues certificates of public service. */
type RequestKind = 'issue' | 'revoke'

interface RequestRules {
  /** First day, ISO. */
  from: string
  decree: string
  authority: string
}

/** By which decree and of whom it is asked, by days; names to be checked where an office asks through its province. */
const rules: readonly [RequestRules, ...RequestRules[]] = [
  {
    from: '2024-08-15',
    decree: 'Nghị định số 68/2024/NĐ-CP của Chính phủ quy định về chữ ký số chuyên dùng công vụ',
    authority: 'Cục Chứng thực số và Bảo mật thông tin, Ban Cơ yếu Chính phủ',
  },
]

export interface RequestedPerson {
  /** The holder: a person, or the office itself. */
  name: string
  post: string
  /** Of the certificate that is to be revoked. */
  serial?: string
  reason?: string
}

export interface CertificateRequest {
  subject: string
  addressees: string
  body: string
  recipients: string
}

/** The letter that asks for certificates or for their revocation, as its drafter gets it to complete. */
export function composeCertificateRequest(
  kind: RequestKind,
  { office, people, day }: { office: string; people: readonly RequestedPerson[]; day: string },
): CertificateRequest {
  const { decree, authority } = rules.findLast(({ from }) => from <= day) ?? rules[0]
  const asked = kind === 'issue' ? 'cấp chứng thư số' : 'thu hồi chứng thư số'
  const lines = people.map((person, index) => `${index + 1}. ${lineOf(person)}`)
  return {
    subject: `đề nghị ${asked} chuyên dùng công vụ`,
    addressees: authority,
    body: [
      `Thực hiện ${decree}, ${office} đề nghị ${authority} ${asked} chuyên dùng công vụ cho thuê bao sau:`,
      ...lines,
      `${office} chịu trách nhiệm về tính chính xác của các thông tin trên.`,
    ].join('\n'),
    recipients: 'Như trên',
  }
}

function lineOf({ name, post, serial, reason }: RequestedPerson): string {
  const parts = [
    post === '' ? name : `${name}, ${post}`,
    ...(serial ? [`số chứng thư ${serial}`] : []),
    ...(reason ? [`lý do: ${reason.replace(/[.;\s]+$/, '')}`] : []),
  ]
  return `${parts.join('; ')}.`
}
