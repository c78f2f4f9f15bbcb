import { Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { pageWrite, requireStaff } from '../../ui/page-context.ts'
import { changePaperState, openStore } from '../commands/open-store.ts'
import type { StoredPaper } from '../queries/stored-papers.ts'
import type { Route } from './+types/paper-store.ts'
import { PaperStateDialog } from './store/paper-state-dialog.tsx'
import { StoreForm } from './store/store-form.tsx'
import { type OpenedStore, StoredPapers } from './store/stored-papers.tsx'

export const meta = () => [{ title: 'Kho giấy tờ — Một Cửa' }]

/** The address only fills the boxes: nothing is shown before somebody asks for it, with the reason. */
export function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, openStore.audience)
  const { searchParams } = new URL(request.url)
  const text = (name: string) => (searchParams.get(name) ?? '').slice(0, 80)
  return { identifier: text('so'), dossierCode: text('ho-so') }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, openStore.audience)
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const idempotencyKey = text('idempotencyKey')
  if (text('viec') === 'het-hieu-luc') {
    const input = { id: text('id'), state: text('state'), reason: text('reason') }
    return pageWrite(context, changePaperState, { input, idempotencyKey })
  }
  const input = { identifier: text('identifier'), dossierCode: text('dossierCode'), reason: text('reason') }
  return pageWrite(context, openStore, { input, idempotencyKey })
}

/** Kho giấy tờ: what one person has in the data store of the office. */
export default function PaperStore({ loaderData }: Route.ComponentProps) {
  const [opened, setOpened] = useState<OpenedStore | null>(null)
  const [ending, setEnding] = useState<StoredPaper | null>(null)
  function ended(id: string, change: Pick<StoredPaper, 'state' | 'stateReason'>) {
    setEnding(null)
    setOpened(
      (before) =>
        before && {
          ...before,
          papers: before.papers.map((each) => (each.id === id ? { ...each, ...change } : each)),
        },
    )
  }
  return (
    <Stack maw={1100}>
      <div>
        <Title order={1} size="h2">
          Kho giấy tờ
        </Title>
        <Text size="sm" c="gray.7">
          Kho dữ liệu điện tử của tổ chức, cá nhân. Mỗi lần xem đều được ghi lại cùng lý do.
        </Text>
      </div>
      <StoreForm {...loaderData} onOpened={setOpened} />
      {opened ? <StoredPapers store={opened} onEnd={setEnding} /> : null}
      {ending ? <PaperStateDialog paper={ending} onEnded={ended} onClose={() => setEnding(null)} /> : null}
    </Stack>
  )
}
