import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { arrivalKinds } from '../model/arrivals.ts'
import { messageKinds } from '../model/told-to-portal.ts'
import type { ShownFailure } from '../queries/reconciliation.ts'

type Settle = (failure: { what: string; id: string; action: string }) => void

interface Props {
  failures: readonly ShownFailure[]
  count: number
  onSettle: Settle | null
}

/** What the portal refused or what could not be taken in, in words, until somebody has mended it. */
export function FailureList({ failures, count, onSettle }: Props) {
  if (failures.length === 0) return null
  return (
    <Stack component="section" gap="xs" aria-labelledby="viec-loi">
      <Title order={2} size="h4" id="viec-loi">
        Việc gửi, nhận bị lỗi ({count})
      </Title>
      <DataList
        label="Việc gửi, nhận bị lỗi"
        columns={columns(onSettle)}
        rows={failures}
        rowKey={({ what, id }) => `${what} ${id}`}
      />
    </Stack>
  )
}

const kindWords = ({ what, kind }: ShownFailure) =>
  what === 'message'
    ? messageKinds[kind as keyof typeof messageKinds]
    : `Nhận từ Cổng: ${arrivalKinds[kind as keyof typeof arrivalKinds].toLowerCase()}`

const columns = (onSettle: Settle | null): readonly Column<ShownFailure>[] => [
  {
    header: 'Việc',
    isTitle: true,
    cell: (failure) => (
      <>
        <Text size="sm" fw={600}>
          {kindWords(failure)}
        </Text>
        {failure.portalCode ? <Text size="sm">{failure.portalCode}</Text> : null}
      </>
    ),
  },
  { header: 'Lúc', cell: ({ at }) => <Text size="sm">{formatShortMoment(at)}</Text> },
  {
    header: 'Lý do',
    isWide: true,
    cell: ({ reason }) => (
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {reason}
      </Text>
    ),
  },
  ...(onSettle
    ? [
        {
          header: 'Xử lý',
          isPlain: true,
          cell: (failure: ShownFailure) => (
            <Group gap="xs">
              {(['again', 'drop'] as const).map((action) => (
                <Button
                  key={action}
                  variant={action === 'again' ? 'default' : 'subtle'}
                  size="compact-sm"
                  aria-label={`${actionWords[action]}: ${kindWords(failure)} ${failure.portalCode}`}
                  onClick={() => onSettle({ what: failure.what, id: failure.id, action })}
                >
                  {actionWords[action]}
                </Button>
              ))}
            </Group>
          ),
        },
      ]
    : []),
]

const actionWords = { again: 'Làm lại', drop: 'Bỏ qua' }
