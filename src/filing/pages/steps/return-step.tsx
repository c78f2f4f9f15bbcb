import type { DraftView } from '../../queries/filing-draft.ts'
import { ChoiceField, TextField } from '../field.tsx'

export const returnWords = {
  counter: 'Nhận tại quầy',
  post: 'Nhận qua bưu chính công ích (trả cước khi nhận)',
  online: 'Nhận bản điện tử',
} as const

/** How the result shall come. */
export function ReturnStep(props: { view: DraftView; problems: Readonly<Record<string, string>> }) {
  const { draft, procedure, office } = props.view
  return (
    <>
      <p>
        Kết quả: {procedure.result || 'theo thủ tục'}. Thời hạn giải quyết: {procedure.timeLimitText}, tính từ
        khi hồ sơ được tiếp nhận.
      </p>
      <ChoiceField
        name="nhan"
        label="Bạn nhận kết quả bằng cách nào?"
        value={draft.returnMethod}
        options={Object.entries(returnWords).map(([value, label]) => ({
          value,
          label: value === 'counter' ? `${label}: ${office.receptionName}` : label,
        }))}
      />
      <div className="by-post">
        <TextField
          name="dia-chi-nhan"
          label="Địa chỉ nhận qua bưu chính"
          value={draft.returnAddress}
          maxLength={500}
          hint="Tên người nhận, số nhà, thôn hoặc tổ, xã hoặc phường, tỉnh; số điện thoại."
          problem={props.problems.returnAddress}
        />
      </div>
    </>
  )
}
