import { Anchor, Button, Checkbox, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link, useRevalidator } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { copiesForToken } from '../../records/queries/copies.ts'
import { outgoingForToken } from '../../records/queries/outgoing/waiting-for-token.ts'
import { SigningByMeans, useOfferedMeans } from '../../signing/pages/signing-by-means.tsx'
import { WholeFileDialog } from '../../signing/pages/whole-file-dialog.tsx'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { DialogFrame } from '../../ui/dialog-frame.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { resultsForToken } from '../queries/result-to-sign.ts'
import type { Route } from './+types/to-sign.ts'

export const meta = () => [{ title: 'Ký số — Một Cửa' }]

interface Waiting {
  kind: string
  id: string
  holder: 'own' | 'office'
  code: string
  /** What it is, and of what. */
  what: string
  subject: string
  datedOn: string | null
  to: string
  /** Below /api/v1, where its file is given out and taken back. */
  address: string
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, outgoingForToken.audience)
  const [documents, results, copies] = await Promise.all([
    pageRead(context, outgoingForToken, {}),
    mayTry(actor, resultsForToken.audience) ? pageRead(context, resultsForToken, {}) : { items: [] },
    mayTry(actor, copiesForToken.audience) ? pageRead(context, copiesForToken, {}) : { items: [] },
  ])
  const waiting: Waiting[] = [
    ...documents.items.map(({ id, holder, code, typeName, subject, datedOn }) => ({
      ...{ kind: 'outgoing_document', id, holder, code, what: typeName, subject, datedOn },
      to: `/van-ban-di/${id}`,
      address: `/outgoing-documents/${id}`,
    })),
    ...results.items.map(({ id, holder, code, number, title, issuedOn }) => ({
      ...{ kind: 'dossier_result', id, holder, code: number, subject: title, datedOn: issuedOn },
      what: `Kết quả hồ sơ ${code}`,
      to: `/ho-so/${code}`,
      address: `/dossier-results/${id}`,
    })),
    ...copies.items.map(({ id, incomingId, symbol, subject, askedAt }) => ({
      ...{ kind: 'document_copy', id, holder: 'office' as const, code: symbol, subject },
      what: 'Bản sao y văn bản đến',
      datedOn: localDate(askedAt),
      to: `/van-ban-den/${incomingId}`,
      address: `/document-copies/${id}`,
    })),
  ]
  return { waiting }
}

const groups = {
  own: {
    title: 'Chờ chữ ký của tôi',
    none: 'Không có tệp nào chờ bạn ký số.',
    action: 'Ký số',
    whose: 'chứng thư của bạn',
  },
  office: {
    title: 'Chờ chữ ký số của cơ quan',
    none: '',
    action: 'Ký số của cơ quan',
    whose: 'chứng thư của cơ quan',
  },
} as const
type Holder = keyof typeof groups

/** Ký số: all that waits for the reader's token, signed in one go. */
export default function ToSign({ loaderData: { waiting } }: Route.ComponentProps) {
  const of = (holder: Holder) => waiting.filter((each) => each.holder === holder)
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Ký số
      </Title>
      <Text size="sm">
        Đánh dấu những tệp muốn ký, bấm ký số và nhập mã PIN một lần. Tệp nào ký xong được giữ ngay, kể cả khi
        thiết bị bị rút ra giữa chừng.
      </Text>
      <WaitingGroup key={`own${of('own').length}`} holder="own" rows={of('own')} />
      {of('office').length > 0 ? (
        <WaitingGroup key={`office${of('office').length}`} holder="office" rows={of('office')} />
      ) : null}
    </Stack>
  )
}

function WaitingGroup({ holder, rows }: { holder: Holder; rows: readonly Waiting[] }) {
  const { title, none, action, whose } = groups[holder]
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(rows.map(({ id }) => id)))
  const [signing, setSigning] = useState<readonly Waiting[] | null>(null)
  const [outside, setOutside] = useState<Waiting | null>(null)
  const { revalidate } = useRevalidator()
  const { offered } = useOfferedMeans()
  const columns = columnsFor(ticked, { tick, signOutside: setOutside })
  const chosen = rows.filter(({ id }) => ticked.has(id))
  function tick(id: string) {
    const next = new Set(ticked)
    if (!next.delete(id)) next.add(id)
    setTicked(next)
  }
  async function close() {
    setSigning(null)
    await revalidate()
  }
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {rows.length === 0 ? (
        <Notice tone="good" title={none} />
      ) : (
        <>
          <DataList
            label={title}
            columns={offered?.upload === false ? columns.slice(0, -1) : columns}
            rows={rows}
            rowKey={({ id }) => id}
          />
          <Button w="fit-content" disabled={chosen.length === 0} onClick={() => setSigning(chosen)}>
            {`${action}: ${chosen.length} tệp`}
          </Button>
        </>
      )}
      {signing ? (
        <DialogFrame title={`${action}: ${signing.length} tệp`} onClose={close}>
          <SigningByMeans
            things={signing.map(({ kind, id, code, subject }) => ({ kind, id, name: `${code}, ${subject}` }))}
            holder={holder}
            onDone={close}
          />
        </DialogFrame>
      ) : null}
      {outside ? (
        <WholeFileDialog
          title={`${action}: ${outside.code}`}
          address={outside.address}
          whose={whose}
          onClose={() => setOutside(null)}
        />
      ) : null}
    </Stack>
  )
}

const columnsFor = (
  ticked: ReadonlySet<string>,
  on: { tick(id: string): void; signOutside(row: Waiting): void },
): readonly Column<Waiting>[] => [
  {
    header: 'Chọn',
    isPlain: true,
    cell: ({ id, code }) => (
      <Checkbox checked={ticked.has(id)} onChange={() => on.tick(id)} aria-label={`Chọn ${code}`} />
    ),
  },
  {
    header: 'Số, ký hiệu',
    isTitle: true,
    cell: ({ to, code, what, subject }) => (
      <Anchor component={Link} inherit to={to} aria-label={`${code}, ${what}: ${subject}`}>
        {code}
      </Anchor>
    ),
  },
  {
    header: 'Nội dung',
    isPlain: true,
    isWide: true,
    cell: ({ what, subject }) => (
      <>
        <Text size="sm" fw={600}>
          {what}
        </Text>
        <Text size="sm">{subject}</Text>
      </>
    ),
  },
  { header: 'Ngày', cell: ({ datedOn }) => (datedOn ? formatDate(datedOn) : 'Chưa có') },
  {
    header: 'Cách khác',
    isPlain: true,
    cell: (row) => (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Ký bằng phần mềm khác: ${row.code}`}
        onClick={() => on.signOutside(row)}
      >
        Phần mềm khác
      </Button>
    ),
  },
]
