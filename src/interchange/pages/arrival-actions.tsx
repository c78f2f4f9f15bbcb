import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useRevalidator } from 'react-router'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useApiCommand } from '../../ui/use-api-command.ts'
import { type ArrivalAction, arrivalActions } from '../model/arrival.ts'
import type { ArrivalView } from '../queries/get-arrival.ts'

/** What is asked before it is done. */
const asked = {
  refuse: {
    path: 'refusal',
    box: 'reason',
    label: 'Lý do từ chối',
    intro: 'Nơi gửi nhận được lý do này. Văn bản không vào sổ.',
    extra: {},
  },
  skip: {
    path: 'skip',
    box: 'reason',
    label: 'Lý do bỏ qua',
    intro: 'Thông điệp vẫn được giữ, xem lại ở phần Đã xử lý.',
    extra: {},
  },
  agreeRecall: {
    path: 'recall-decision',
    box: 'words',
    label: 'Ghi thêm cho nơi gửi (không bắt buộc)',
    intro: 'Số đến giữ nguyên. Từ nay tệp của văn bản chỉ văn thư và lãnh đạo còn mở được.',
    extra: { agree: true },
  },
  refuseRecall: {
    path: 'recall-decision',
    box: 'words',
    label: 'Lý do không đồng ý',
    intro: 'Nơi gửi nhận được lý do này. Văn bản giữ nguyên như trước.',
    extra: { agree: false },
  },
} as const
type Asked = keyof typeof asked

/** Done by one press. */
const plain = { noteUpdate: 'update', retry: 'retry' } as const
type Plain = keyof typeof plain

/** The ways on with a message, each said in words before it is done; registering stands in its form below. */
export function ArrivalActions({ arrival }: { arrival: ArrivalView }) {
  const [opened, setOpened] = useState<Asked | null>(null)
  const close = () => setOpened(null)
  const has = (action: ArrivalAction) => arrival.actions.includes(action)
  const open = opened ? asked[opened] : null
  const base = `/interchange/arrivals/${arrival.id}`
  if (arrival.actions.every((action) => action === 'register')) return null
  return (
    <Group role="group" aria-label="Việc có thể làm">
      {(Object.keys(plain) as Plain[]).filter(has).map((action) => (
        <PlainAction
          key={action}
          label={arrivalActions[action]}
          path={`${base}/${plain[action]}`}
          revision={arrival.revision}
        />
      ))}
      {(Object.keys(asked) as Asked[]).filter(has).map((action) => (
        <Button
          key={action}
          variant="default"
          {...(action === 'refuse' || action === 'refuseRecall' ? { c: 'red.9' } : {})}
          onClick={() => setOpened(action)}
        >
          {arrivalActions[action]}
        </Button>
      ))}
      {open && opened ? (
        <OperationDialog
          title={arrivalActions[opened]}
          intro={open.intro}
          submitLabel={arrivalActions[opened]}
          path={`${base}/${open.path}`}
          fields={[open.box]}
          toInput={(form) => ({
            revision: arrival.revision,
            [open.box]: String(form.get(open.box) ?? ''),
            ...open.extra,
          })}
          onDone={close}
          onClose={close}
        >
          {(errorAt) => (
            <Textarea name={open.box} label={open.label} error={errorAt(open.box)} autosize minRows={2} />
          )}
        </OperationDialog>
      ) : null}
    </Group>
  )
}

function PlainAction({ label, path, revision }: { label: string; path: string; revision: number }) {
  const { revalidate } = useRevalidator()
  const { send, busy, problem } = useApiCommand(path, () => revalidate())
  return (
    <>
      <Button loading={busy} onClick={() => send({ revision })}>
        {label}
      </Button>
      {problem ? <ProblemAlert problem={problem} /> : null}
    </>
  )
}
