import { NativeSelect, Textarea } from '@mantine/core'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { readVnd } from '../model/vnd-text.ts'
import { MoneyField } from './money-field.tsx'

interface Props {
  payment: { id: string; amountVnd: number; method: 'cash' | 'transfer' | 'portal' }
  onClose(): void
}

/** Asking to give money back; somebody else decides. */
export function RefundDialog({ payment, onClose }: Props) {
  return (
    <OperationDialog
      title="Đề nghị trả lại tiền"
      intro="Kế toán hoặc lãnh đạo duyệt; người đề nghị không tự duyệt. Biên lai của khoản này được thay bằng biên lai cho phần còn lại, hoặc hủy nếu trả hết."
      submitLabel="Gửi đề nghị"
      path={`/payments/${payment.id}/refund`}
      fields={['amountVnd', 'method', 'reason']}
      toInput={(form) => ({
        amountVnd: readVnd(String(form.get('amountVnd'))),
        method: String(form.get('method')),
        reason: String(form.get('reason')),
      })}
      onDone={onClose}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <MoneyField
            name="amountVnd"
            label="Số tiền trả lại"
            initial={payment.amountVnd}
            error={errorAt('amountVnd')}
            focusFirst
          />
          <NativeSelect
            name="method"
            label="Trả bằng"
            data={[
              { value: 'cash', label: 'Tiền mặt trong ca của người đề nghị' },
              { value: 'transfer', label: 'Chuyển khoản' },
            ]}
            defaultValue={payment.method === 'cash' ? 'cash' : 'transfer'}
          />
          <Textarea
            name="reason"
            label="Lý do"
            error={errorAt('reason')}
            maxLength={1000}
            autosize
            required
          />
        </>
      )}
    </OperationDialog>
  )
}
