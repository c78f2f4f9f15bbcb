import type { SignOutcome } from '../src/signing/model/agent-protocol.ts'
import type { Consent } from './consents.ts'
import type { PinState } from './pkcs11.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text of others in a page of ours; signs that turn the direction of writing could show a false name. */
const say = (text: string) =>
  text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[&<>"']/g, (sign) => escapes[sign] ?? '')

const style = `
:root { color-scheme: light; font: 16px/1.45 system-ui, 'Noto Sans', sans-serif; color: #1a1d21; background: #fff }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column }
main { padding: 16px; flex: 1; overflow-wrap: anywhere }
h1 { font-size: 20px; margin: 0 0 8px } p { margin: 0 0 12px }
ol { margin: 0 0 12px; padding: 0; list-style: none; border: 1px solid #c4cad1; border-radius: 6px; max-height: 40vh; overflow: auto }
li { padding: 8px 12px } li + li { border-top: 1px solid #e3e6ea } li b { display: block; font-weight: 600 }
code { font: 12px/1.4 ui-monospace, monospace; color: #4b5560 }
form { position: sticky; bottom: 0; background: #f4f6f8; border-top: 1px solid #c4cad1; padding: 12px 16px }
label { display: block; font-weight: 600; margin-bottom: 4px }
input { font: inherit; width: 100%; box-sizing: border-box; padding: 8px 10px; border: 1px solid #5b6673; border-radius: 6px }
button { font: inherit; font-weight: 600; padding: 10px 16px; border-radius: 6px; border: 1px solid #1257a8; background: #fff; color: #1257a8; cursor: pointer }
button.main { background: #1257a8; color: #fff } .row { display: flex; gap: 8px; margin-top: 12px } .row button { flex: 1 }
:focus-visible { outline: 3px solid #e08a00; outline-offset: 2px }
.warn { border-left: 4px solid #b3261e; padding: 8px 12px; background: #fdecea } .code { font-size: 32px; letter-spacing: 4px; font-weight: 700 }
.quiet { color: #4b5560 }`

/** A page of the agent's own; `nonce` lets its style, and a script where there is one, through the policy. */
function page(nonce: string, title: string, parts: { body: string; script?: string }): string {
  const script = parts.script ? `<script nonce="${nonce}">${parts.script}</script>` : ''
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style nonce="${nonce}">${style}</style></head><body>${parts.body}${script}</body></html>`
}

const pinWarnings: Readonly<Record<PinState, string>> = {
  fine: '',
  count_low: '<p class="warn">Mã PIN đã bị nhập sai. Sai thêm vài lần, thẻ sẽ bị khóa.</p>',
  final_try: '<p class="warn">Chỉ còn 1 lần nhập mã PIN. Nếu sai, thẻ sẽ bị khóa.</p>',
  locked: '<p class="warn">Thẻ ký đã bị khóa. Hãy liên hệ nơi cấp thẻ để mở khóa.</p>',
}

/** What the officer decides about: who asks, which files, by which certificate; the PIN once for all of them. */
export function consentWindow(consent: Consent, nonce: string): string {
  const { items, certificate, id, formKey, origin } = consent
  const files = items
    .map((item) => `<li><b>${say(item.name)}</b><code>SHA-256: ${say(item.fileHash)}</code></li>`)
    .join('')
  const body = `<main><h1>Ký số ${items.length} tệp</h1>
<p>Trang <b>${say(origin)}</b> đề nghị ký bằng chứng thư của <b>${say(certificate.holder)}</b>, thẻ ${say(certificate.token)}.</p>
<ol tabindex="0" aria-label="Các tệp sẽ được ký">${files}</ol>${pinWarnings[certificate.pin]}</main>
<form method="post" action="/dong-y/${id}" autocomplete="off"><input type="hidden" name="khoa" value="${formKey}">
<label for="pin">Mã PIN của thẻ ký</label>
<input id="pin" name="pin" type="password" autocomplete="off" required maxlength="64" autofocus>
<div class="row"><button class="main" name="viec" value="ky">Ký</button>
<button name="viec" value="khong" formnovalidate>Không ký</button></div></form>`
  return page(nonce, 'Ký số — Một Cửa', { body })
}

function outcomeWords(consent: Consent, outcome: SignOutcome): [string, string] {
  switch (outcome.state) {
    case 'signed':
      return ['Đã ký xong', `Đã ký ${outcome.signatures.length} tệp.`]
    case 'refused':
      return ['Không ký', 'Không tệp nào được ký.']
    case 'wrong_pin': {
      const left = outcome.triesLeft === null ? '' : ` Thẻ còn ${outcome.triesLeft} lần nhập.`
      return [
        'Sai mã PIN',
        `Chưa tệp nào được ký.${left} Kiểm tra lại mã PIN rồi bấm ký lại trên trang Một Cửa.`,
      ]
    }
    case 'locked':
      return ['Thẻ ký đã bị khóa', 'Chưa tệp nào được ký. Hãy liên hệ nơi cấp thẻ để mở khóa.']
    case 'token_gone': {
      const share = `Đã ký ${outcome.done.length} trên ${consent.items.length} tệp.`
      return ['Không còn thấy thẻ ký', `${share} Cắm lại thẻ rồi ký tiếp các tệp còn lại trên trang Một Cửa.`]
    }
    default:
      return ['Không ký được', 'Không tệp nào được ký.']
  }
}

/** What came of it. A window in which all went as wanted closes by itself. */
export function outcomeWindow(consent: Consent, nonce: string): string {
  const [title, words] = consent.outcome
    ? outcomeWords(consent, consent.outcome)
    : ['Đang ký', 'Thẻ đang ký. Hãy để nguyên thẻ trong máy.']
  const isQuiet = consent.outcome?.state === 'signed' || consent.outcome?.state === 'refused'
  const warning = consent.pinAfter ? pinWarnings[consent.pinAfter] : ''
  return page(nonce, `${title} — Một Cửa`, {
    body: `<main role="status"><h1>${title}</h1><p>${words}</p>${warning}<p class="quiet">Có thể đóng cửa sổ này.</p></main>`,
    ...(isQuiet ? { script: 'setTimeout(() => window.close(), 1500)' } : {}),
  })
}

/** A window in which nothing can be done. */
export function noteWindow(nonce: string, title: string, words: string): string {
  return page(nonce, `${title} — Một Cửa`, { body: `<main><h1>${title}</h1><p>${words}</p></main>` })
}

/** Who is paired, and the code where a page has asked for one. */
export function pairingWindow(
  nonce: string,
  state: {
    version: string
    origin: string | null
    offered: { origin: string; code: string } | null
    formKey: string
  },
): string {
  const { offered, origin } = state
  const code = offered
    ? `<p>Trang <b>${say(offered.origin)}</b> muốn dùng thẻ ký trên máy này. Nếu đúng là trang của cơ quan, hãy nhập mã sau vào trang đó:</p>
<p class="code">${offered.code.slice(0, 4)} ${offered.code.slice(4)}</p><p class="quiet">Mã dùng được một lần, trong 5 phút.</p>`
    : '<p>Chưa có trang nào xin ghép. Mở trang “Máy của tôi” trên Một Cửa rồi bấm “Ghép máy này”.</p>'
  const another = origin
    ? `<form method="post" action="/co-quan-khac"><input type="hidden" name="khoa" value="${state.formKey}">
<button>Cho phép ghép với cơ quan khác</button></form>`
    : ''
  const now = origin ? `<p>Máy đang ghép với <b>${say(origin)}</b>.</p>` : ''
  return page(nonce, 'Chương trình ký — Một Cửa', {
    body: `<main><h1>Chương trình ký Một Cửa ${say(state.version)}</h1>${now}${code}</main>${another}`,
  })
}
