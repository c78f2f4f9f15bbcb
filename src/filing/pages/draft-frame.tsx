import type { ReactNode } from 'react'
import { dateText } from '../../ui/date-text.ts'
import { filingSteps } from '../model/draft.ts'
import type { DraftView } from '../queries/filing-draft.ts'
import { stepHref } from './addresses.ts'

interface Props {
  view: DraftView
  step: number
  /** Address under which a guest comes back, after saving; null otherwise. */
  savedAt: string | null
  children: ReactNode
}

/** What stands around every step of a draft: which procedure, how far, and who helps. */
export function DraftFrame({ view, step, savedAt, children }: Props) {
  const { draft, procedure, office } = view
  return (
    <>
      <h1>{procedure.name}</h1>
      <p>
        Nộp đến {office.name}.{procedure.caseName ? ` Trường hợp: ${procedure.caseName}.` : ''}
      </p>
      {draft.source === 'assisted' ? (
        <p className="good">
          {draft.officerName} đang hỗ trợ nộp tại quầy. Hãy đọc lại cho người nộp nghe trước khi nộp.{' '}
          <a href="/ho-tro-nop">Về trang hỗ trợ nộp</a>
        </p>
      ) : null}
      <ol className="track" aria-label="Các bước">
        {filingSteps.map((name, index) => {
          const number = index + 1
          return (
            <li key={name} aria-current={number === step ? 'step' : undefined}>
              {number !== step && number <= Math.min(draft.reached + 1, filingSteps.length) ? (
                <a href={stepHref(draft.id, number)}>{name}</a>
              ) : (
                name
              )}
            </li>
          )
        })}
      </ol>
      {savedAt === null ? null : (
        <div className="good" role="status">
          <p>
            <b>Đã lưu.</b> Hồ sơ đang lập được giữ đến hết ngày {dateText(draft.expiresOn)}, sau đó tự xóa.
          </p>
          {draft.source === 'own' ? <ComeBack view={view} savedAt={savedAt} /> : null}
        </div>
      )}
      {children}
    </>
  )
}

function ComeBack({ view, savedAt }: { view: DraftView; savedAt: string }) {
  return (
    <>
      <p>
        Mở lại tại trang <a href="/cong-dan/ho-so">Hồ sơ của tôi</a>
        {view.draft.identity.level === 'contact'
          ? ', hoặc bằng đường dẫn riêng dưới đây. Ai có đường dẫn này đều mở được hồ sơ, nên đừng gửi cho người khác.'
          : ' sau khi đăng nhập.'}
      </p>
      {view.draft.identity.level === 'contact' ? <p className="address">{savedAt}</p> : null}
    </>
  )
}

/** What is wrong on this step, with a way to each place; nothing before the step was sent. */
export function StepProblems(props: {
  title: string
  problems: Readonly<Record<string, string>>
  placeOf(field: string): string
}) {
  const found = Object.entries(props.problems)
  if (found.length === 0) return null
  return (
    <div className="wrong" role="alert">
      <h2>{props.title}</h2>
      <p>Những gì đã điền vẫn được lưu. Hãy sửa các chỗ sau:</p>
      <ul>
        {found.map(([field, message]) => (
          <li key={field}>
            <a href={props.placeOf(field)}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Buttons at the end of a step; each of them keeps what was typed. */
export function Onward({ step }: { step: number }) {
  return (
    <div className="onward">
      <button type="submit" name="viec" value="tiep">
        Tiếp tục
      </button>
      <button type="submit" name="viec" value="luu" className="plain">
        Lưu, làm tiếp sau
      </button>
      {step > 1 ? (
        <button type="submit" name="viec" value="lui" className="plain">
          Quay lại
        </button>
      ) : null}
    </div>
  )
}
