import { Button, NativeSelect, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { useWork } from '../../ui/use-work.ts'
import { addTrustRoots, removeTrustRoot } from '../commands/trust-roots.ts'
import { type RootSet, rootSets } from '../model/root-sets.ts'
import { trustRoots } from '../queries/trust-roots.ts'
import type { Route } from './+types/trust-roots.ts'

export const meta = () => [{ title: 'Chứng thư gốc tin cậy — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, addTrustRoots.audience)
  const { roots } = await pageRead(context, trustRoots, {})
  return { roots: roots.map(({ raw: _, ...root }) => root) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, addTrustRoots.audience)
  const works = { them: addTrustRoots, 'thoi-tin': removeTrustRoot }
  return runJsonForm(pageWrite, context, { form: await request.formData(), works })
}

type Root = Route.ComponentProps['loaderData']['roots'][number]

const columns = (onRemove: (root: Root) => void): readonly Column<Root>[] => [
  { header: 'Chứng thư', isTitle: true, cell: ({ subject }) => subject },
  { header: 'Loại', cell: ({ set }) => rootSets[set as RootSet] },
  { header: 'Hiệu lực đến', cell: ({ validTo }) => formatDate(localDate(new Date(validTo))) },
  {
    header: 'Dấu vân tay SHA-256, nơi lấy',
    cell: ({ fingerprint, source }) => (
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {fingerprint}. {source}
      </Text>
    ),
  },
  {
    header: 'Việc',
    isPlain: true,
    cell: (root) => (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Thôi tin cậy: ${root.subject}`}
        onClick={() => onRemove(root)}
      >
        Thôi tin cậy
      </Button>
    ),
  },
]

/** The certificates by which signatures are judged; none comes with the program, for each has to be compared first. */
export default function TrustRoots({ loaderData: { roots } }: Route.ComponentProps) {
  const [opened, setOpened] = useState<'add' | Root | null>(null)
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Chứng thư gốc tin cậy
      </Title>
      <Text size="sm">
        Chữ ký số chỉ được coi là hợp lệ khi bắt nguồn từ một chứng thư ở đây. Tải tệp từ trang của Ban Cơ yếu
        Chính phủ (chuyên dùng Chính phủ) hoặc Trung tâm Chứng thực điện tử quốc gia (công cộng), so dấu vân
        tay rồi mới thêm.
      </Text>
      <Button onClick={() => setOpened('add')} style={{ alignSelf: 'flex-start' }}>
        Thêm chứng thư gốc
      </Button>
      {roots.length > 0 ? (
        <DataList label="Chứng thư gốc" rows={roots} columns={columns(setOpened)} rowKey={({ id }) => id} />
      ) : (
        <Text>Chưa có chứng thư gốc nào.</Text>
      )}
      {opened === 'add' ? <AddDialog onClose={() => setOpened(null)} /> : null}
      {opened && opened !== 'add' ? <RemoveDialog root={opened} onClose={() => setOpened(null)} /> : null}
    </Stack>
  )
}

function AddDialog({ onClose }: { onClose(): void }) {
  const { run, busy, problem, errorAt } = useWork('them', onClose)
  return (
    <CommandDialog
      title="Thêm chứng thư gốc"
      intro="Dán nguyên văn tệp PEM (một hoặc vài chứng thư gốc)."
      submitLabel="Thêm chứng thư gốc"
      busy={busy}
      problem={problem}
      shownFields={['set', 'pem', 'source']}
      onSubmit={(form) =>
        run({ set: form.get('set'), pem: String(form.get('pem')), source: String(form.get('source')) })
      }
      onClose={onClose}
    >
      <NativeSelect
        name="set"
        label="Loại"
        data={Object.entries(rootSets).map(([value, label]) => ({ value, label }))}
      />
      <Textarea
        name="pem"
        label="Nội dung tệp PEM"
        error={errorAt('pem')}
        autosize
        minRows={6}
        maxRows={14}
        required
        data-autofocus
      />
      <TextInput name="source" label="Nơi lấy, người so dấu vân tay" error={errorAt('source')} required />
    </CommandDialog>
  )
}

function RemoveDialog({ root, onClose }: { root: Root; onClose(): void }) {
  const { run, busy, problem, errorAt } = useWork('thoi-tin', onClose)
  return (
    <CommandDialog
      title="Thôi tin cậy"
      intro={`Chữ ký bắt nguồn từ “${root.subject}” không còn được coi là hợp lệ.`}
      submitLabel="Thôi tin cậy"
      busy={busy}
      problem={problem}
      shownFields={['reason']}
      danger
      onSubmit={(form) => run({ id: root.id, reason: String(form.get('reason')) })}
      onClose={onClose}
    >
      <Textarea
        name="reason"
        label="Lý do"
        error={errorAt('reason')}
        autosize
        minRows={2}
        required
        data-autofocus
      />
    </CommandDialog>
  )
}
