import { PublicFields } from '../../../dossiers/pages/declaration/fields.tsx'
import { declarationFields } from '../../../procedures/model/declaration-fields.ts'
import type { DraftView } from '../../queries/filing-draft.ts'
import { TextField } from '../field.tsx'

interface Props {
  view: DraftView
  problems: Readonly<Record<string, string>>
  rows: Readonly<Record<string, number>>
}

/** The declaration of the procedure; where it has none, what is asked for in one's own words. */
export function DeclarationStep({ view, problems, rows }: Props) {
  const { draft, procedure, office } = view
  const { form } = procedure
  if (!form) {
    return (
      <>
        <p>
          Thủ tục này không có tờ khai điện tử. Hãy ghi điều bạn đề nghị; mẫu đơn giấy, nếu có, đính kèm ở
          bước sau.
        </p>
        <Content view={view} problem={problems.content} optional={false} />
      </>
    )
  }
  const messages = Object.fromEntries(
    Object.entries(problems).map(([name, message]) => [name.replace(/^answers\./, ''), message]),
  )
  return (
    <>
      <h2>{form.title}</h2>
      <p>Kính gửi: {form.addressee || office.name}.</p>
      {form.opening ? <p>{form.opening}</p> : null}
      <PublicFields
        fields={declarationFields(form)}
        answers={draft.answers}
        problems={messages}
        rows={rows}
      />
      <Content view={view} problem={problems.content} optional />
      {form.pledge ? <p>{form.pledge}</p> : null}
    </>
  )
}

function Content(props: { view: DraftView; problem: string | undefined; optional: boolean }) {
  return (
    <TextField
      name="noi-dung"
      label={props.optional ? 'Điều cần nói thêm với cán bộ' : 'Nội dung đề nghị giải quyết'}
      value={props.view.draft.content}
      optional={props.optional}
      rows={4}
      maxLength={2000}
      problem={props.problem}
    />
  )
}
