import { Anchor, Button, Group, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { Link, useRevalidator } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useApiCommand } from '../../ui/use-api-command.ts'
import { messageKinds, sendingStates } from '../model/sending.ts'
import type { UnsentLine } from '../queries/inbox.ts'

interface Props {
  rows: readonly UnsentLine[]
  maySettle: boolean
}

/** Chưa gửi được: what did not go out after several tries, why, and the two ways on. */
export function UnsentList({ rows, maySettle }: Props) {
  const [dropping, setDropping] = useState<UnsentLine | null>(null)
  const close = () => setDropping(null)
  return (
    <section aria-labelledby="chua-gui-duoc">
      <Title order={2} size="h4" mb="sm" id="chua-gui-duoc">
        Chưa gửi được
      </Title>
      {rows.length > 0 ? (
        <DataList
          label="Chưa gửi được"
          columns={[...shown, ...(maySettle ? [actionsWith(setDropping)] : [])]}
          rows={rows}
          rowKey={({ id }) => id}
        />
      ) : (
        <Text size="sm">Mọi thứ đã gửi đi.</Text>
      )}
      {dropping ? (
        <OperationDialog
          title="Thôi gửi thông điệp này"
          intro={`${messageKinds[dropping.kind]} ${dropping.title} cho ${dropping.agency} sẽ không gửi qua liên thông nữa. Hãy báo nơi nhận bằng cách khác nếu cần.`}
          submitLabel="Thôi gửi"
          danger
          path={`/interchange/messages/${dropping.id}/drop`}
          fields={['reason']}
          toInput={(form) => ({ reason: String(form.get('reason') ?? '') })}
          onDone={close}
          onClose={close}
        >
          {(errorAt) => (
            <Textarea name="reason" label="Lý do" error={errorAt('reason')} autosize minRows={2} required />
          )}
        </OperationDialog>
      ) : null}
    </section>
  )
}

const shown: readonly Column<UnsentLine>[] = [
  {
    header: 'Thông điệp',
    isTitle: true,
    cell: (line) => {
      const words = `${messageKinds[line.kind]} ${line.title}`
      if (!line.outgoingId)
        return (
          <Text span style={{ overflowWrap: 'anywhere' }}>
            {words}
          </Text>
        )
      return (
        <Anchor
          component={Link}
          inherit
          to={`/van-ban-di/${line.outgoingId}`}
          style={{ overflowWrap: 'anywhere' }}
        >
          {words}
        </Anchor>
      )
    },
  },
  {
    header: 'Nơi nhận',
    cell: (line) => (
      <Text span size="sm">
        {line.agency}, từ {formatShortMoment(line.madeAt)}
      </Text>
    ),
  },
  {
    header: 'Vì sao',
    isWide: true,
    cell: (line) => (
      <Text span size="sm" style={{ overflowWrap: 'anywhere' }}>
        {sendingStates[line.state]} sau {line.attempts} lần: {line.trouble}
      </Text>
    ),
  },
]

function actionsWith(drop: (line: UnsentLine) => void): Column<UnsentLine> {
  return {
    header: 'Việc',
    isPlain: true,
    cell: (line) => (line.state === 'failed' ? <Actions line={line} onDrop={() => drop(line)} /> : null),
  }
}

function Actions({ line, onDrop }: { line: UnsentLine; onDrop(): void }) {
  const { revalidate } = useRevalidator()
  const { send, busy, problem } = useApiCommand(`/interchange/messages/${line.id}/retry`, () => revalidate())
  return (
    <Group gap="xs">
      <Button
        size="compact-sm"
        variant="default"
        loading={busy}
        aria-label={`Gửi lại: ${line.title}`}
        onClick={() => send({})}
      >
        Gửi lại
      </Button>
      <Button size="compact-sm" variant="default" aria-label={`Thôi gửi: ${line.title}`} onClick={onDrop}>
        Thôi gửi
      </Button>
      {problem ? <ProblemAlert problem={problem} /> : null}
    </Group>
  )
}
