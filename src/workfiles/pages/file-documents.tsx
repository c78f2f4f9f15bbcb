import { Anchor, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { InternalDialog, textIn } from '../../records/pages/internal/internal-dialog.tsx'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import { documentPath, linkedKinds } from '../model/closing.ts'
import type { WorkFileView } from '../queries/get-work-file.ts'
import { ReasonBox } from './reason-box.tsx'

type Linked = WorkFileView['documents'][number]
type Asked = { what: 'remove' | 'describe'; document: Linked }

/** Văn bản, tài liệu trong hồ sơ, in their order; each opens where it belongs. */
export function FileDocuments({ file }: { file: WorkFileView }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const mayRemove = file.actions.includes('unfile')
  const columns = mayRemove ? [...columnsOf(file), acting(setAsked)] : columnsOf(file)
  const close = () => setAsked(null)
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="van-ban">
      <Stack gap="sm">
        <Title order={2} size="h4" id="van-ban">
          Văn bản, tài liệu ({file.documents.length})
        </Title>
        {file.documents.length === 0 ? (
          <Text size="sm">{emptyWords[file.state === 'destroyed' ? 'destroyed' : 'open']}</Text>
        ) : (
          <DataList
            label="Văn bản, tài liệu trong hồ sơ"
            columns={columns}
            rows={file.documents}
            rowKey={({ linkId }) => linkId}
          />
        )}
      </Stack>
      {asked?.what === 'remove' ? (
        <RemoveDialog fileId={file.id} document={asked.document} onClose={close} />
      ) : null}
      {asked?.what === 'describe' ? (
        <DescribeDialog fileId={file.id} document={asked.document} onClose={close} />
      ) : null}
    </Paper>
  )
}

const emptyWords = {
  open: 'Chưa có văn bản nào. Bấm “Thêm văn bản” hoặc “Thêm tệp”.',
  destroyed: 'Hồ sơ đã tiêu hủy; những gì từng có trong hồ sơ ghi ở danh mục tiêu hủy.',
}

function columnsOf(file: WorkFileView): readonly Column<Linked>[] {
  return [
    {
      header: 'STT',
      cell: ({ ordinal }) => (
        <Text span size="sm">
          {ordinal}
        </Text>
      ),
    },
    {
      header: 'Số, ký hiệu',
      isTitle: true,
      cell: (document) => <DocumentLink fileId={file.id} document={document} />,
    },
    {
      header: 'Ngày',
      cell: ({ datedOn }) => (
        <Text span size="sm">
          {datedOn ? formatDate(datedOn) : ''}
        </Text>
      ),
    },
    {
      header: 'Tên loại, trích yếu',
      isPlain: true,
      cell: (document) => (
        <>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {document.visible ? `${document.typeName}: ${document.subject}` : 'Văn bản hạn chế người xem'}
          </Text>
          <Group gap="xs">
            {document.recalled ? <Tag tone="warning">Đã thu hồi</Tag> : null}
            {document.visible && document.restricted ? <Tag tone="plain">Hạn chế người xem</Tag> : null}
            {document.unfinished ? <Tag tone="plain">{document.unfinished}</Tag> : null}
          </Group>
        </>
      ),
    },
    {
      header: 'Tác giả',
      cell: ({ author }) => (
        <Text span size="sm">
          {author}
        </Text>
      ),
    },
    {
      header: 'Tờ số',
      cell: ({ sheets }) => (
        <Text span size="sm">
          {sheets}
        </Text>
      ),
    },
  ]
}

function DocumentLink({ fileId, document }: { fileId: string; document: Linked }) {
  const { kind, documentId, symbol, visible, file, ordinal } = document
  if (!visible || documentId === null) return <Text span>Văn bản thứ {ordinal}</Text>
  if (file) {
    return (
      <Anchor href={`/api/v1/work-files/${fileId}/files/${documentId}`} target="_blank" inherit>
        {file.name}
      </Anchor>
    )
  }
  return (
    <Anchor component={Link} to={documentPath(kind, documentId)} inherit>
      {symbol || linkedKinds[kind]}
    </Anchor>
  )
}

function acting(onAsk: (asked: Asked) => void): Column<Linked> {
  return {
    header: 'Việc',
    cell: (document) => (
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Ghi tờ số: ${document.name}`}
          onClick={() => onAsk({ what: 'describe', document })}
        >
          Tờ số
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Gỡ: ${document.name}`}
          onClick={() => onAsk({ what: 'remove', document })}
        >
          Gỡ
        </Button>
      </Group>
    ),
  }
}

interface DialogProps {
  fileId: string
  document: Linked
  onClose(): void
}

function RemoveDialog({ fileId, document, onClose }: DialogProps) {
  return (
    <InternalDialog
      title="Gỡ văn bản khỏi hồ sơ"
      intro={`${document.name}. Văn bản vẫn còn ở nơi đăng ký; hồ sơ giữ lại lý do gỡ.`}
      submitLabel="Gỡ khỏi hồ sơ"
      work="go-van-ban"
      danger
      fields={['reason']}
      input={(form) => ({ workFileId: fileId, linkId: document.linkId, reason: textIn(form, 'reason') })}
      onClose={onClose}
    >
      {(errorAt) => <ReasonBox error={errorAt('reason')} />}
    </InternalDialog>
  )
}

function DescribeDialog({ fileId, document, onClose }: DialogProps) {
  return (
    <InternalDialog
      title="Ghi tờ số, ghi chú"
      intro={document.name}
      submitLabel="Lưu"
      work="ghi-to-so"
      fields={['sheets', 'note']}
      input={(form) => ({
        workFileId: fileId,
        linkId: document.linkId,
        sheets: textIn(form, 'sheets'),
        note: textIn(form, 'note'),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="sheets"
            label="Tờ số (trang số)"
            description="Ví dụ 01-03"
            defaultValue={document.sheets}
            error={errorAt('sheets')}
            maxLength={40}
            autoComplete="off"
            data-autofocus
          />
          <TextInput
            name="note"
            label="Ghi chú"
            defaultValue={document.note}
            error={errorAt('note')}
            maxLength={200}
            autoComplete="off"
          />
        </>
      )}
    </InternalDialog>
  )
}
