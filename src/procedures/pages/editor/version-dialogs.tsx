import { Button, Checkbox, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { dateText, typedIsoDate } from '../../../ui/date-text.ts'
import { useAnswer } from '../../../ui/use-answer.ts'
import { VERIFIABLE_NAMES } from '../../model/version-content.ts'
import type { VersionView } from '../../queries/get-version.ts'

type Deed = 'confirm' | 'close' | 'reopen' | 'withdraw'

/** What can be done with a procedure or a version besides changing what it says. */
export function VersionActions({ view }: { view: VersionView }) {
  const [open, setOpen] = useState<Deed | null>(null)
  const offered: readonly (readonly [Deed, string, boolean])[] = [
    ['confirm', 'Xác nhận đã đối chiếu', view.state === 'current' || view.state === 'planned'],
    ['withdraw', 'Rút phiên bản dự kiến', view.state === 'planned' && view.versions.length > 1],
    ['close', 'Ngừng tiếp nhận', view.closedOn === null],
    ['reopen', 'Mở lại', view.closedOn !== null],
  ]
  const Dialog = open ? dialogs[open] : null
  return (
    <Group gap="xs">
      {offered.map(([deed, label, isOffered]) =>
        isOffered ? (
          <Button key={deed} variant="default" size="compact-md" onClick={() => setOpen(deed)}>
            {label}
          </Button>
        ) : null,
      )}
      {Dialog ? <Dialog view={view} onClose={() => setOpen(null)} /> : null}
    </Group>
  )
}

interface DialogProps {
  view: VersionView
  onClose(): void
}

const dialogs: Record<Deed, (props: DialogProps) => ReactNode> = {
  confirm: ConfirmDialog,
  close: CloseDialog,
  reopen: ({ view, onClose }) => (
    <ReasonDialog
      view={view}
      onClose={onClose}
      intent="close"
      title="Mở lại thủ tục"
      intro="Thủ tục lại được tiếp nhận ngay từ hôm nay."
      submitLabel="Mở lại"
    />
  ),
  withdraw: ({ view, onClose }) => (
    <ReasonDialog
      view={view}
      onClose={onClose}
      intent="withdraw"
      title={`Rút phiên bản ${view.version}`}
      intro="Phiên bản này sẽ không áp dụng; phiên bản trước đó tiếp tục có hiệu lực."
      submitLabel="Rút phiên bản"
    />
  ),
}

function CloseDialog({ view, onClose }: DialogProps) {
  const [day, setDay] = useState(dateText(view.today))
  return (
    <ReasonDialog
      view={view}
      onClose={onClose}
      intent="close"
      title="Ngừng tiếp nhận thủ tục"
      intro="Từ ngày này không tiếp nhận hồ sơ mới. Hồ sơ đã tiếp nhận vẫn được giải quyết đến khi xong."
      submitLabel="Ngừng tiếp nhận"
      more={{ closedOn: typedIsoDate(day) }}
    >
      {(wrong) => (
        <DateField
          label="Ngừng từ ngày"
          value={day}
          onValue={setDay}
          error={wrong('closedOn')}
          data-autofocus
        />
      )}
    </ReasonDialog>
  )
}

interface ReasonDialogProps extends DialogProps {
  intent: string
  title: string
  intro: string
  submitLabel: string
  more?: Record<string, string>
  children?(wrong: (field: string) => string | undefined): ReactNode
}

/** A deed that needs a reason. */
function ReasonDialog(props: ReasonDialogProps) {
  const { view, onClose, intent, title, intro, submitLabel, more = {}, children } = props
  const { send, busy, problem, errorAt } = useAnswer(onClose)
  return (
    <CommandDialog
      title={title}
      intro={intro}
      submitLabel={submitLabel}
      busy={busy}
      problem={problem}
      shownFields={['note', 'closedOn']}
      onClose={onClose}
      onSubmit={(form) => {
        const given = { intent, procedureId: view.procedureId, version: String(view.version), ...more }
        for (const [name, value] of Object.entries(given)) form.set(name, value)
        send(form)
      }}
    >
      {children?.(errorAt)}
      <Textarea name="note" label="Lý do" error={errorAt('note')} autosize minRows={2} />
    </CommandDialog>
  )
}

function ConfirmDialog({ view, onClose }: DialogProps) {
  const { send, busy, problem, errorAt } = useAnswer(onClose)
  return (
    <CommandDialog
      title="Xác nhận đã đối chiếu"
      intro="Chọn nội dung bạn đã so với quyết định công bố và thấy đúng. Chỗ nào sai, hãy sửa trước. Thủ tục chưa xác nhận không hiện cho người dân."
      submitLabel="Xác nhận"
      busy={busy}
      problem={problem}
      shownFields={['against', 'fields']}
      onClose={onClose}
      onSubmit={(form) => {
        form.set('intent', 'confirm')
        form.set('procedureId', view.procedureId)
        form.set('version', String(view.version))
        send(form)
      }}
    >
      <TextInput
        name="against"
        label="Đã đối chiếu với Quyết định công bố số"
        defaultValue={view.confirmedAgainst || (view.content.decision ?? '')}
        error={errorAt('against')}
        data-autofocus
      />
      <Checkbox.Group
        label="Nội dung đã đối chiếu"
        defaultValue={view.verifiedFields}
        error={errorAt('fields')}
      >
        <Stack gap="xs" mt="xs">
          {Object.entries(VERIFIABLE_NAMES).map(([field, label]) => (
            <Checkbox key={field} name="fields" value={field} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
    </CommandDialog>
  )
}
