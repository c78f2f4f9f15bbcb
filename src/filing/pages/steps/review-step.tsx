import { Fragment } from 'react'
import type { Question } from '../../model/challenge.ts'
import { filingSteps, otherPapers, papersOf, placeNames } from '../../model/draft.ts'
import { type DraftProblems, isComplete } from '../../model/draft-problems.ts'
import type { DraftView } from '../../queries/filing-draft.ts'
import { stepHref } from '../addresses.ts'
import { ChoiceField } from '../field.tsx'
import { returnWords } from './return-step.tsx'

/** Everything once more before it is filed, and what is still missing. */
export function ReviewStep({ view, question }: { view: DraftView; question: Question | null }) {
  const { draft, procedure, problems } = view
  const complete = isComplete(problems)
  return (
    <>
      {complete ? null : <Missing id={draft.id} problems={problems} />}
      <People view={view} />
      <Papers view={view} />
      <section aria-labelledby="xem-nhan">
        <h2 id="xem-nhan">Nhận kết quả, phí</h2>
        <dl className="facts">
          <dt>Nhận kết quả</dt>
          <dd>
            {returnWords[draft.returnMethod]}
            {draft.returnMethod === 'post' ? `: ${draft.returnAddress}` : ''}
          </dd>
          <dt>Phí, lệ phí</dt>
          <dd>{procedure.feeSummary}</dd>
          <dt>Thời hạn giải quyết</dt>
          <dd>{procedure.timeLimitText}</dd>
        </dl>
        <p>
          <a href={stepHref(draft.id, 4)}>Sửa cách nhận kết quả</a>
        </p>
      </section>
      <p>
        Bấm nộp là bạn xác nhận những điều đã khai là đúng sự thật và chịu trách nhiệm về nội dung đó. Cơ quan
        sẽ trả lời trong 8 giờ làm việc: tiếp nhận, đề nghị bổ sung hoặc từ chối kèm lý do.
      </p>
      {question && complete ? (
        <>
          <input type="hidden" name="cau-hoi" value={question.token} />
          <ChoiceField
            name="tra-loi"
            label={`Để biết bạn không phải máy tự động: ${question.words}`}
            value=""
            options={question.options.map((each) => ({ value: each, label: each }))}
          />
        </>
      ) : null}
      <div className="unseen" aria-hidden="true">
        <label htmlFor="trang-web">Để trống ô này</label>
        <input id="trang-web" name="trang-web" tabIndex={-1} autoComplete="off" />
      </div>
    </>
  )
}

function Missing({ id, problems }: { id: string; problems: DraftProblems }) {
  return (
    <div className="wrong" role="alert">
      <h2>Chưa nộp được</h2>
      <p>Hãy điền đủ các mục sau:</p>
      <ul>
        {([1, 2, 3, 4] as const).flatMap((step) =>
          Object.entries(problems[step]).map(([field, message]) => (
            <li key={field}>
              {filingSteps[step - 1]}: <a href={stepHref(id, step, { kiem: 'co' })}>{message}</a>
            </li>
          )),
        )}
      </ul>
    </div>
  )
}

function People({ view: { draft, procedure } }: { view: DraftView }) {
  const { applicant, submitter } = draft
  const lines: [string, string][] = [
    ['Người có hồ sơ', applicant.name],
    ['Số định danh, mã số', applicant.personalId],
    ['Ngày sinh', applicant.birthDate],
    ['Nơi ở, trụ sở', applicant.address],
    ['Điện thoại', applicant.phone],
    ['Thư điện tử', applicant.email],
    ...(draft.forSelf
      ? []
      : ([
          ['Người nộp thay', `${submitter.name} (${draft.relation})`],
          ['Số định danh người nộp', submitter.personalId],
        ] as [string, string][])),
    ['Nội dung', draft.content],
  ]
  return (
    <section aria-labelledby="xem-nguoi">
      <h2 id="xem-nguoi">Người nộp, tờ khai</h2>
      <dl className="facts">
        {lines
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
      </dl>
      <p>
        <a href={stepHref(draft.id, 1)}>Sửa người nộp</a> ·{' '}
        <a href={stepHref(draft.id, 2)}>{procedure.form ? 'Xem, sửa tờ khai' : 'Sửa nội dung'}</a>
      </p>
    </section>
  )
}

function Papers({ view: { draft, procedure } }: { view: DraftView }) {
  const { components, form } = procedure
  const files = (count: number, required = true) =>
    count > 0 ? `${count} tệp` : required ? 'Chưa đính kèm' : 'Không đính kèm (nếu có mới cần)'
  const authorisation = draft.papers.filter(({ place }) => place === 'authorisation').length
  const others = otherPapers(draft.papers, components).length
  return (
    <section aria-labelledby="xem-giay-to">
      <h2 id="xem-giay-to">Giấy tờ</h2>
      <ul>
        {components.map((component, ordinal) => (
          <li key={`${component.name} ${String(ordinal)}`}>
            {component.name}:{' '}
            <b>
              {component.kind === 'form' && form
                ? 'Khai điện tử'
                : files(papersOf(draft.papers, components, ordinal).length, component.required)}
            </b>
          </li>
        ))}
        {draft.forSelf ? null : (
          <li>
            {placeNames.authorisation}: <b>{files(authorisation)}</b>
          </li>
        )}
        {others > 0 ? (
          <li>
            {placeNames.other}: <b>{files(others)}</b>
          </li>
        ) : null}
      </ul>
      <p>
        <a href={stepHref(draft.id, 3)}>Sửa giấy tờ</a>
      </p>
    </section>
  )
}
