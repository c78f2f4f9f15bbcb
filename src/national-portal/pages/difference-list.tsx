import { Anchor, Button, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { differenceKinds, settledTogether } from '../model/differences.ts'
import type { ShownDifference } from '../queries/reconciliation.ts'

interface Props {
  differences: readonly ShownDifference[]
  count: number
  onSettle: ((id: string) => void) | null
  onSettleAll(ids: readonly string[]): void
}

/** What differs now, each with what to do about it. */
export function DifferenceList({ differences, count, onSettle, onSettleAll }: Props) {
  const together = differences.filter(({ kind }) => settledTogether.includes(kind)).map(({ id }) => id)
  return (
    <Stack component="section" gap="xs" aria-labelledby="sai-khac">
      <Title order={2} size="h4" id="sai-khac">
        Sai khác cần xử lý ({count})
      </Title>
      {onSettle && together.length > 1 ? (
        <Button variant="default" w="fit-content" onClick={() => onSettleAll(together)}>
          Gửi, lấy lại cả {together.length} hồ sơ
        </Button>
      ) : null}
      {differences.length > 0 ? (
        <DataList
          label="Sai khác giữa Cổng và đơn vị"
          columns={columns(onSettle)}
          rows={differences}
          rowKey={({ id }) => id}
        />
      ) : (
        <Text>Hai bên đang khớp nhau.</Text>
      )}
      {count > differences.length ? (
        <Text size="sm">Xử lý xong, các sai khác tiếp theo sẽ hiện ra.</Text>
      ) : null}
    </Stack>
  )
}

const columns = (onSettle: Props['onSettle']): readonly Column<ShownDifference>[] => [
  { header: 'Hồ sơ', isTitle: true, cell: (each) => <DossierName {...each} /> },
  {
    header: 'Sai khác',
    cell: ({ kind, foundAt }) => (
      <>
        <Text size="sm" fw={600}>
          {differenceKinds[kind].name}
        </Text>
        <Text size="sm" c="gray.7">
          Thấy lúc {formatShortMoment(foundAt)}
        </Text>
      </>
    ),
  },
  { header: 'Đơn vị', cell: ({ ours }) => <Text size="sm">{ours}</Text> },
  { header: 'Cổng', cell: ({ theirs }) => <Text size="sm">{theirs}</Text> },
  {
    header: 'Việc cần làm',
    isPlain: true,
    cell: ({ id, kind, portalCode }) => (
      <Stack gap={6} align="flex-start">
        <Text size="sm">{differenceKinds[kind].advice}</Text>
        {onSettle ? (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`${differenceKinds[kind].button}: ${portalCode}`}
            onClick={() => onSettle(id)}
          >
            {differenceKinds[kind].button}
          </Button>
        ) : null}
      </Stack>
    ),
  },
]

/** The dossier by the code people know, with a link where the office has it. */
export function DossierName({
  dossierId,
  code,
  portalCode,
  procedureName,
}: Pick<ShownDifference, 'dossierId' | 'code' | 'portalCode' | 'procedureName'>) {
  return (
    <>
      {dossierId ? (
        <Anchor
          component={Link}
          to={code ? `/ho-so/${code}` : `/ho-so-truc-tuyen/${dossierId}`}
          size="sm"
          fw={600}
        >
          {code ?? portalCode}
        </Anchor>
      ) : (
        <Text size="sm" fw={600}>
          {portalCode}
        </Text>
      )}
      {code !== null && code !== portalCode ? (
        <Text size="sm" c="gray.7">
          Mã trên Cổng: {portalCode}
        </Text>
      ) : null}
      {procedureName ? <Text size="sm">{procedureName}</Text> : null}
    </>
  )
}
