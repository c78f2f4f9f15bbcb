import { Anchor, Button, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import type { z } from 'zod'
import { formatDate, formatShortMoment } from '../../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../../ui/data-list.tsx'
import type { openStore } from '../../commands/open-store.ts'
import { paperSources, paperStates } from '../../model/citizen-paper.ts'
import type { StoredPaper } from '../../queries/stored-papers.ts'

export type OpenedStore = z.output<typeof openStore.output>

interface Props {
  store: OpenedStore
  onEnd(paper: StoredPaper): void
}

export function StoredPapers({ store, onEnd }: Props) {
  return (
    <Stack gap="xs" component="section" aria-labelledby="giay-to">
      <Title order={2} size="h4" id="giay-to">
        {store.papers.length > 0 ? `Giấy tờ của ${store.ownerName}` : 'Chưa có giấy tờ nào'}
      </Title>
      <Text size="sm" role="status">
        Số định danh {store.identifier}: {store.papers.length} giấy tờ
      </Text>
      {store.papers.length > 0 ? (
        <DataList
          label="Giấy tờ trong kho"
          columns={columnsOf(onEnd)}
          rows={store.papers}
          rowKey={({ id }) => id}
        />
      ) : null}
    </Stack>
  )
}

const columnsOf = (onEnd: Props['onEnd']): readonly Column<StoredPaper>[] => [
  {
    header: 'Giấy tờ',
    isTitle: true,
    cell: (paper) => (
      <Anchor inherit href={`/api/v1/files/${paper.fileId}`} target="_blank">
        {paper.name}
      </Anchor>
    ),
  },
  {
    header: 'Số, ngày, nơi cấp',
    cell: (paper) => (
      <Text size="sm" span>
        {[
          paper.number && `Số ${paper.number}`,
          paper.issuedOn && `cấp ${formatDate(paper.issuedOn)}`,
          paper.issuingAgency,
          paper.validUntil && `có giá trị đến ${formatDate(paper.validUntil)}`,
        ]
          .filter(Boolean)
          .join(', ')}
      </Text>
    ),
  },
  {
    header: 'Nguồn',
    cell: (paper) => (
      <>
        <Text size="sm" span>
          {paperSources[paper.source]}
        </Text>{' '}
        {paper.dossierCode ? (
          <Anchor component={Link} size="sm" to={`/ho-so/${paper.dossierCode}`}>
            {paper.dossierCode}
          </Anchor>
        ) : null}
      </>
    ),
  },
  {
    header: 'Đưa vào kho',
    cell: (paper) => (
      <Text size="sm" span>
        {paper.digitisedBy}, {formatShortMoment(new Date(paper.digitisedAt))}
        {paper.note ? ` · ${paper.note}` : ''}
      </Text>
    ),
  },
  {
    header: 'Hiệu lực',
    cell: (paper) =>
      paper.state === 'valid' ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onEnd(paper)}
          aria-label={`Ghi không còn hiệu lực: ${paper.name}`}
        >
          Ghi không còn hiệu lực
        </Button>
      ) : (
        <Text size="sm" span c="#8a3300">
          {paperStates[paper.state]}: {paper.stateReason}
        </Text>
      ),
  },
]
