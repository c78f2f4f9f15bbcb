import { NativeSelect, Textarea } from '@mantine/core'
import { ActionDialog, type DialogProps, textOf } from './action-dialog.tsx'

export interface NextOfficers {
  step: { name: string; roleName: string } | null
  officers: { id: string; fullName: string; postTitle: string }[]
}

export function ForwardDialog({ next, ...props }: DialogProps & { next: NextOfficers | null }) {
  const officers = next?.officers ?? []
  return (
    <ActionDialog
      {...props}
      action="forward"
      intro={next?.step ? `Hồ sơ sẽ chuyển sang bước “${next.step.name}” (${next.step.roleName}).` : null}
      submitLabel="Chuyển hồ sơ"
      fields={['toStaffId', 'note']}
      toInput={(form) => ({ toStaffId: textOf(form, 'toStaffId') || null, note: textOf(form, 'note') })}
    >
      {(errorAt) => (
        <>
          <NativeSelect
            name="toStaffId"
            label="Người nhận"
            description="Để trống thì ai được phân công bước này cũng nhận được."
            error={errorAt('toStaffId')}
            data={[
              { value: '', label: 'Người được phân công' },
              ...officers.map(({ id, fullName, postTitle }) => ({
                value: id,
                label: `${fullName} · ${postTitle}`,
              })),
            ]}
            data-autofocus
          />
          <Textarea
            name="note"
            label="Ghi chú cho người nhận"
            error={errorAt('note')}
            autosize
            minRows={2}
            maxLength={1000}
          />
        </>
      )}
    </ActionDialog>
  )
}

export function SendBackDialog(props: DialogProps) {
  const previous = props.dossier.steps[props.dossier.step - 1]
  return (
    <ActionDialog
      {...props}
      action="sendBack"
      intro={previous ? `Hồ sơ sẽ quay lại bước “${previous.name}” (${previous.roleName}).` : null}
      submitLabel="Chuyển trả"
      fields={['reason']}
      toInput={(form) => ({ reason: textOf(form, 'reason') })}
    >
      {(errorAt) => (
        <Textarea
          name="reason"
          label="Lý do chuyển trả"
          error={errorAt('reason')}
          required
          autosize
          minRows={3}
          maxLength={2000}
          data-autofocus
        />
      )}
    </ActionDialog>
  )
}
