import { Text, Textarea } from '@mantine/core'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { readVnd, vndText } from '../model/vnd-text.ts'
import type { DueFacts } from '../queries/due-facts.ts'
import { MoneyField } from './money-field.tsx'

interface Line {
  id: string
  amountVnd: number
}

/** What each due gets at first: as much as it still wants, in the order they were ticked; the last gets what is left. */
function shares(amountVnd: number, dues: readonly DueFacts[]): number[] {
  let left = amountVnd
  return dues.map(({ stillDueVnd }, index) => {
    const share = index === dues.length - 1 ? left : Math.min(left, stillDueVnd)
    left -= share
    return share
  })
}

/** Taking a movement as payment of what was ticked; one due gets all of it. */
export function AssignDialog({
  line,
  dues,
  onClose,
}: {
  line: Line
  dues: readonly DueFacts[]
  onClose(): void
}) {
  const first = shares(line.amountVnd, dues)
  const isSplit = dues.length > 1
  return (
    <OperationDialog
      title={isSplit ? 'Chia tiền cho các khoản' : 'Ghi là tiền nộp'}
      intro={`Ghi ${vndText(line.amountVnd)} đã nộp và lập biên lai ngay. Phần vượt số phải nộp ghi là nộp thừa, phải trả lại.`}
      submitLabel="Ghi đã nộp"
      path={`/bank-lines/${line.id}/assignment`}
      fields={['parts', 'reason']}
      toInput={(form) => ({
        parts: dues.map(({ id }) => ({
          dueId: id,
          amountVnd: isSplit ? readVnd(String(form.get(`phan-${id}`))) : line.amountVnd,
        })),
        reason: String(form.get('reason')),
      })}
      onDone={onClose}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          {dues.map((due, index) =>
            isSplit ? (
              <MoneyField
                key={due.id}
                name={`phan-${due.id}`}
                label={`${due.dossierCode}, ${due.payerName}`}
                initial={first[index] ?? 0}
                error={errorAt(`parts.${index}.amountVnd`)}
              />
            ) : (
              <Text key={due.id}>
                {due.dossierCode}, {due.payerName}
              </Text>
            ),
          )}
          {errorAt('parts') ? (
            <Text c="red.9" size="sm" role="alert">
              {errorAt('parts')}
            </Text>
          ) : null}
          <Reason error={errorAt('reason')} placeholder="Người nộp đưa giấy báo chuyển tiền." />
        </>
      )}
    </OperationDialog>
  )
}

/** A movement that is no fee: interest, cash carried to the bank, a mistake. */
export function AsideDialog({ line, onClose }: { line: Line; onClose(): void }) {
  return (
    <OperationDialog
      title="Không phải phí, lệ phí"
      intro="Dòng này không còn trong việc cần xử lý. Nếu sau này biết là tiền nộp, vẫn chọn khoản phải thu được."
      submitLabel="Ghi lại"
      path={`/bank-lines/${line.id}/setting-aside`}
      fields={['reason']}
      toInput={(form) => ({ reason: String(form.get('reason')) })}
      onDone={onClose}
      onClose={onClose}
    >
      {(errorAt) => (
        <Reason error={errorAt('reason')} placeholder="Lãi tiền gửi; tiền mặt nộp vào tài khoản." />
      )}
    </OperationDialog>
  )
}

function Reason({ error, placeholder }: { error: string | undefined; placeholder: string }) {
  return (
    <Textarea
      name="reason"
      label="Lý do"
      placeholder={placeholder}
      error={error}
      maxLength={1000}
      autosize
      required
      data-autofocus
    />
  )
}
