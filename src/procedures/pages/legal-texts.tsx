import { Anchor, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Form } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { saveLegalText } from '../commands/save-legal-text.ts'
import { type ListedLegalText, listLegalTexts } from '../queries/list-legal-texts.ts'
import type { Route } from './+types/legal-texts.ts'
import { CatalogueLinks } from './catalogue-links.tsx'
import { LegalTextDialog } from './legal/legal-text-dialog.tsx'
import { readLegalText } from './legal/read-legal-text.ts'

export const meta = () => [{ title: 'Văn bản pháp luật — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listLegalTexts.audience)
  const q = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 100)
  const { texts } = await pageRead(context, listLegalTexts, { q })
  return { texts, q, mayEdit: mayTry(actor, saveLegalText.audience) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, saveLegalText.audience)
  const form = await request.formData()
  const idempotencyKey = String(form.get('idempotencyKey'))
  return pageWrite(context, saveLegalText, { input: readLegalText(form) as never, idempotencyKey })
}

export default function LegalTexts({ loaderData }: Route.ComponentProps) {
  const { texts, q, mayEdit } = loaderData
  const [edited, setEdited] = useState<ListedLegalText | 'new' | null>(null)
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} size="h2">
          Văn bản pháp luật làm căn cứ
        </Title>
        <CatalogueLinks here="/quan-tri/van-ban-phap-luat" />
      </div>
      <Text>
        Khi một văn bản đã ghi ngày hết hiệu lực, mọi thủ tục còn căn cứ vào văn bản đó được đánh dấu phải rà
        soát. Điều chưa biết được để trống.
      </Text>
      <Group align="end">
        <Form method="get" role="search" key={q}>
          <Group align="end">
            <TextInput name="q" label="Số, ký hiệu hoặc tên văn bản" defaultValue={q} maxLength={100} />
            <Button type="submit" variant="default">
              Tìm
            </Button>
          </Group>
        </Form>
        {mayEdit ? <Button onClick={() => setEdited('new')}>Thêm văn bản</Button> : null}
      </Group>
      {texts.length === 0 ? (
        <Text>Không có văn bản nào khớp.</Text>
      ) : (
        <DataList
          label="Văn bản pháp luật làm căn cứ"
          columns={mayEdit ? [...columns, editColumn(setEdited)] : columns}
          rows={texts}
          rowKey={({ number }) => number}
        />
      )}
      {edited ? (
        <LegalTextDialog text={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </Stack>
  )
}

const columns: readonly Column<ListedLegalText>[] = [
  {
    header: 'Văn bản',
    isPlain: true,
    cell: ({ number, title }) => (
      <>
        <Text span fw={600}>
          {number}
        </Text>
        <Text size="sm">{title || 'Chưa ghi tên'}</Text>
      </>
    ),
  },
  { header: 'Cơ quan ban hành', cell: ({ issuer }) => issuer || 'Chưa ghi' },
  {
    header: 'Hiệu lực từ',
    cell: ({ effectiveFrom }) => (effectiveFrom ? formatDate(effectiveFrom) : 'Chưa biết'),
  },
  {
    header: 'Hết hiệu lực',
    isPlain: true,
    cell: ({ expiredOn, isExpired, replacedBy, procedures }) => (
      <>
        {isExpired ? <Tag tone={procedures > 0 ? 'warning' : 'plain'}>Đã hết hiệu lực</Tag> : null}
        <Text size="sm">
          {expiredOn ? `Từ ${formatDate(expiredOn)}` : 'Chưa ghi ngày hết hiệu lực'}
          {replacedBy ? `, thay bằng ${replacedBy}` : ''}
        </Text>
      </>
    ),
  },
  { header: 'Số thủ tục căn cứ', cell: ({ procedures }) => procedures },
  {
    header: 'Độ tin cậy',
    cell: ({ confidence }) =>
      ({ verified: 'Đã đối chiếu', known: 'Theo hiểu biết chung', check: 'Chưa xác nhận' })[confidence],
  },
]

function editColumn(onEdit: (text: ListedLegalText) => void): Column<ListedLegalText> {
  return {
    header: 'Sửa',
    isPlain: true,
    cell: (text) => (
      <Anchor component="button" type="button" onClick={() => onEdit(text)} aria-label={`Sửa ${text.number}`}>
        Sửa
      </Anchor>
    ),
  }
}
