import { Anchor, Button, FileInput, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Form, Link, redirect, useNavigation } from 'react-router'
import { typedIsoDate } from '../../ui/date-text.ts'
import { newKey } from '../../ui/new-key.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { importCatalogue } from '../commands/import-catalogue.ts'
import type { Route } from './+types/import-catalogue.ts'
import { CatalogueLinks } from './catalogue-links.tsx'
import { Difference } from './import/difference.tsx'
import { FileProblems } from './import/file-problems.tsx'
import { compareStoredFile, receiveCatalogue, storedCatalogue } from './import/read-import.server.ts'

export const meta = () => [{ title: 'Nhập danh mục thủ tục — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, importCatalogue.audience)
  const fileId = new URL(request.url).searchParams.get('tep')
  return { shown: fileId === null ? null : await compareStoredFile(context, fileId) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, importCatalogue.audience)
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  if (form.get('viec') !== 'xac-nhan') {
    const received = await receiveCatalogue(context, form)
    if (received.ok) throw redirect(`/quan-tri/thu-tuc/nhap?tep=${received.fileId}`)
    return { step: 'upload' as const, received }
  }
  // Read again from the content that was shown: the digest in the form is what the administrator saw.
  const sha256 = /^[0-9a-f]{64}$/.exec(text('sha256'))?.[0] ?? '0'.repeat(64)
  const { records, kept } = await storedCatalogue(context, sha256).catch(() => ({ records: [], kept: [] }))
  const input = {
    file: { id: text('fileId'), sha256: text('sha256') },
    records,
    kept,
    take: form.getAll('take').map(String),
    close: form.getAll('close').map(String),
    decision: text('decision'),
    validFrom: typedIsoDate(text('validFrom')),
  }
  const written = await pageWrite(context, importCatalogue, { input, idempotencyKey: text('idempotencyKey') })
  return { step: 'confirm' as const, written }
}

export default function ImportCatalogue({ loaderData, actionData }: Route.ComponentProps) {
  const { shown } = loaderData
  const upload = actionData?.step === 'upload' ? actionData.received : null
  const written = actionData?.step === 'confirm' ? actionData.written : null
  return (
    <Stack gap="lg" maw={1100}>
      <div>
        <Title order={1} size="h2">
          Nhập danh mục thủ tục từ tệp
        </Title>
        <CatalogueLinks here="/quan-tri/thu-tuc/nhap" />
      </div>
      {written?.ok ? <Report {...written.output} /> : null}
      {shown === null || written?.ok ? (
        <>
          <UploadForm error={upload && !upload.ok ? upload.problem?.detail : undefined} />
          {upload && !upload.ok && upload.problems.length > 0 ? (
            <FileProblems problems={upload.problems} fileName={upload.fileName} />
          ) : null}
          <Downloads />
        </>
      ) : shown.ok ? (
        <Difference
          key={shown.file.id}
          shown={shown}
          problem={written && !written.ok ? written.problem : null}
        />
      ) : (
        <>
          <ProblemAlert problem={shown.problem} />
          <UploadForm error={undefined} />
        </>
      )}
    </Stack>
  )
}

function UploadForm({ error }: { error: string | undefined }) {
  const [key] = useState(newKey)
  const busy = useNavigation().state !== 'idle'
  return (
    <Paper withBorder p="md">
      <Form method="post" action="/quan-tri/thu-tuc/nhap" encType="multipart/form-data" noValidate>
        <input type="hidden" name="idempotencyKey" value={key} />
        <Stack>
          <FileInput
            name="tep"
            label="Tệp danh mục (Excel .xlsx, CSV hoặc JSON, tối đa 8 MB)"
            placeholder="Chọn tệp"
            accept=".xlsx,.csv,.json"
            error={error}
            maw={520}
          />
          <Text size="sm">
            Tệp được kiểm tra và so sánh với danh mục đang có. Chưa có gì thay đổi cho đến khi bạn xác nhận.
          </Text>
          <Button type="submit" loading={busy} w="fit-content">
            Kiểm tra tệp
          </Button>
        </Stack>
      </Form>
    </Paper>
  )
}

function Downloads() {
  const files = [
    ['Tệp mẫu Excel', '?loai=xlsx&mau=1'],
    ['Danh mục đang có, Excel', '?loai=xlsx'],
    ['Danh mục đang có, CSV', '?loai=csv'],
    ['Danh mục đang có, JSON', '?loai=json'],
  ]
  return (
    <section aria-labelledby="tai-tep">
      <Title order={2} size="h4" mb="xs" id="tai-tep">
        Tải tệp về
      </Title>
      <Group gap="md">
        {files.map(([label, search]) => (
          <Anchor key={label} href={`/api/v1/procedures/export${search}`} underline="always">
            {label}
          </Anchor>
        ))}
      </Group>
    </section>
  )
}

function Report(props: { added: number; changed: number; closed: number; unchanged: number }) {
  const { added, changed, closed, unchanged } = props
  return (
    <Notice tone="good" title="Đã nhập danh mục">
      <Text size="sm">
        Thêm {added} thủ tục, sửa {changed}, thôi áp dụng {closed}; {unchanged} thủ tục không đổi được ghi
        nhận là đã kiểm tra. <Link to="/quan-tri/niem-yet">Xem phiếu niêm yết phải in lại</Link>
      </Text>
    </Notice>
  )
}
