import { data } from 'react-router'
import { problemOf } from '../../platform/errors.ts'
import { pageContext } from '../../ui/page-context.ts'
import { checkPdf } from '../jobs/check-pdf.ts'
import { officeThatTrusts } from '../jobs/office-that-trusts.ts'
import { checkNames, type PdfReport, type SignatureReport } from '../model/report.ts'
import type { Route } from './+types/public-check.ts'
import { signerWords, stateWords, timeWords, verdictWords } from './report-words.ts'

export const meta = () => [
  { title: 'Kiểm tra chữ ký số — Một Cửa' },
  {
    name: 'description',
    content: 'Kiểm tra ai ký một tệp PDF, lúc nào, nội dung có bị sửa sau khi ký không.',
  },
]

/** Megabytes; a page takes its form whole. */
const largest = 7

interface Answer {
  name: string
  report: PdfReport | null
  problem: string
}

export async function action({ context, request }: Route.ActionArgs) {
  const { services, ip } = context.get(pageContext)
  try {
    return data(
      await services.limits.guard({ kind: 'check', ip, subject: '' }, async (): Promise<Answer> => {
        const sent = (await request.formData().catch(() => new FormData())).get('tep')
        if (!(sent instanceof File) || sent.size === 0) return refused('Hãy chọn một tệp PDF.')
        if (sent.size > largest * 2 ** 20)
          return refused(`Tệp lớn hơn ${largest} MB, không kiểm tra được ở trang này.`)
        const officeId = await officeThatTrusts(services)
        if (!officeId) return refused('Phần mềm chưa được thiết lập.')
        const bytes = new Uint8Array(await sent.arrayBuffer())
        return { name: sent.name, report: await checkPdf(services, officeId, { bytes }), problem: '' }
      }),
    )
  } catch (error) {
    const { detail, status } = problemOf(error)
    return data(refused(detail), { status })
  }
}

const refused = (problem: string): Answer => ({ name: '', report: null, problem })

/** Anybody drops a PDF and reads who signed it; nothing of it is kept. */
export default function PublicCheck({ actionData }: Route.ComponentProps) {
  return (
    <>
      <div className="card">
        <h1>Kiểm tra chữ ký số</h1>
        <p>
          Chọn một tệp PDF đã ký số. Trang này cho biết ai ký, lúc nào, và nội dung có bị sửa sau khi ký
          không. Tệp không được lưu lại.
        </p>
        {actionData?.problem ? (
          <p className="wrong" role="alert">
            {actionData.problem}
          </p>
        ) : null}
        <form method="post" encType="multipart/form-data">
          <label htmlFor="tep">Tệp PDF</label>
          <p className="hint" id="tep-goi-y">
            Tối đa {largest} MB
          </p>
          <input
            id="tep"
            name="tep"
            type="file"
            accept=".pdf,application/pdf"
            aria-describedby="tep-goi-y"
            required
          />
          <button className="button" type="submit">
            Kiểm tra
          </button>
        </form>
      </div>
      {actionData?.report ? <Report name={actionData.name} report={actionData.report} /> : null}
    </>
  )
}

function Report({ name, report }: { name: string; report: PdfReport }) {
  return (
    <section className="card" aria-labelledby="ket-qua">
      <h2 id="ket-qua">Kết quả</h2>
      <p className={report.verdict === 'valid' ? 'good' : 'wrong'} role="status">
        {report.summary}
      </p>
      <p>
        Tệp {name}. {report.advice}
      </p>
      {report.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {report.signatures.map((signature, index) => (
        <Signature key={signature.field} signature={signature} number={index + 1} />
      ))}
    </section>
  )
}

function Signature({ signature, number }: { signature: SignatureReport; number: number }) {
  return (
    <section aria-labelledby={`chu-ky-${number}`}>
      <h3 id={`chu-ky-${number}`}>{signerWords(signature, number)}</h3>
      <p>
        <strong>{verdictWords[signature.verdict].words}.</strong> {timeWords(signature)}
      </p>
      <ul>
        {signature.checks.map(({ name, state, words }) => (
          <li key={`${name} ${words}`}>
            {checkNames[name]}: {stateWords[state]}. {words}
          </li>
        ))}
      </ul>
    </section>
  )
}
