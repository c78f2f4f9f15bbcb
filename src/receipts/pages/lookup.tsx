import { data } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { pageTry } from '../../ui/page-context.ts'
import { vndText } from '../model/vnd-text.ts'
import { lookUpReceipt } from '../queries/receipt-paper.ts'
import type { Route } from './+types/lookup.ts'
import { receiptStates } from './words.ts'

export const meta = () => [
  { title: 'Tra cứu biên lai — Một Cửa' },
  {
    name: 'description',
    content: 'Xem biên lai thu phí, lệ phí còn giá trị không và tải về, theo mã tra cứu.',
  },
]

export async function loader({ context, request }: Route.LoaderArgs) {
  const typed = (new URL(request.url).searchParams.get('ma') ?? '').slice(0, 60)
  if (typed.trim() === '') return { typed: '', problem: '', found: null }
  const answer = await pageTry(context, lookUpReceipt, { code: typed })
  if (!answer.ok) {
    const { detail, status } = answer.problem
    return data({ typed, problem: detail, found: null }, { status })
  }
  const { receipt, standing } = answer.output
  const { id: _, xml, issuedAt: __, signedAt: ___, ...content } = receipt
  return { typed, problem: '', found: { ...content, standing, hasXml: xml !== null } }
}

/** Tra cứu biên lai: whoever holds one sees whether it stands, and takes it as PDF and XML. */
export default function Lookup({ loaderData }: Route.ComponentProps) {
  const { typed, problem, found } = loaderData
  return (
    <>
      <h1>Tra cứu biên lai</h1>
      <form method="get" className="card">
        <label htmlFor="ma">Mã tra cứu trên biên lai</label>
        <p className="hint" id="ma-goi-y">
          12 chữ và số, ví dụ ABCD EFGH 2345
        </p>
        {problem ? (
          <p className="wrong" role="alert" id="ma-loi">
            {problem}
          </p>
        ) : null}
        <input
          id="ma"
          name="ma"
          defaultValue={typed}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={60}
          aria-describedby={problem ? 'ma-loi ma-goi-y' : 'ma-goi-y'}
          aria-invalid={problem ? true : undefined}
          required
        />
        <button className="button" type="submit">
          Tra cứu
        </button>
      </form>
      {found ? <Found receipt={found} /> : null}
    </>
  )
}

type Receipt = NonNullable<Route.ComponentProps['loaderData']['found']>

function Found({ receipt }: { receipt: Receipt }) {
  const { standing, lines, lookupCode } = receipt
  const { replacedBy, signature, state } = standing
  const file = (type: string) => `/api/v1/receipt-lookup/${lookupCode}/receipt.${type}`
  return (
    <section className="card" aria-labelledby="bien-lai">
      <h2 id="bien-lai">
        Biên lai {receipt.symbol} số {receipt.number}
      </h2>
      <p>
        <strong>{receiptStates[state]}</strong>
        {replacedBy ? ` bằng biên lai ${replacedBy.symbol} số ${replacedBy.number}` : ''}.{' '}
        {signature
          ? `Đã ký số bởi ${signature.signer}, ${signature.words}.`
          : 'Chưa ký số; biên lai có giá trị sau khi cơ quan thu ký số.'}
      </p>
      <dl className="facts">
        <dt>Cơ quan thu</dt>
        <dd>
          {receipt.collector.name}, mã số thuế {receipt.collector.taxCode}
        </dd>
        <dt>Người nộp</dt>
        <dd>{receipt.payer.name}</dd>
        <dt>Ngày lập</dt>
        <dd>{formatDate(receipt.issuedOn)}</dd>
        <dt>Mã hồ sơ</dt>
        <dd>{receipt.dossierCode}</dd>
        <dt>Khoản thu</dt>
        <dd>{lines.map(({ name, amountVnd }) => `${name}: ${vndText(amountVnd)}`).join('; ')}</dd>
        <dt>Tổng cộng</dt>
        <dd>
          <strong>{vndText(receipt.totalVnd)}</strong>
        </dd>
      </dl>
      <p>
        <a href={file('pdf')}>Tải biên lai (PDF)</a>
        {receipt.hasXml ? (
          <>
            {' · '}
            <a href={file('xml')}>Tải tệp XML đã ký số</a>
          </>
        ) : null}
      </p>
    </section>
  )
}
