import { Anchor, Button, List, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { holds } from '../../platform/operations.ts'
import { FileChooser } from '../../ui/file-chooser.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { postFiles } from '../../ui/post-files.ts'
import { Tag } from '../../ui/tag.tsx'
import { checkNames, type PdfReport, type SignatureReport } from '../model/report.ts'
import { trustRoots } from '../queries/trust-roots.ts'
import type { Route } from './+types/check-signatures.ts'
import { signerWords, stateWords, timeWords, verdictWords } from './report-words.ts'

export const meta = () => [{ title: 'Kiểm tra chữ ký số — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, trustRoots.audience)
  const { roots } = await pageRead(context, trustRoots, {})
  return { roots: roots.length, isAdmin: holds(actor, ['admin']) }
}

/** Anybody of the office drops a PDF and reads who signed it, when, and whether it is still what was signed. */
export default function CheckSignatures({ loaderData: { roots, isAdmin } }: Route.ComponentProps) {
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState('')
  const [found, setFound] = useState<{ name: string; report: PdfReport } | null>(null)

  async function take(file: File | null) {
    if (!file) return
    setRefused('')
    setFound(null)
    setBusy(true)
    const { output, problem } = await postFiles<PdfReport>('/signatures/check', [file], () => {})
    setBusy(false)
    if (output) setFound({ name: file.name, report: output })
    else setRefused(problem)
  }

  return (
    <Stack gap="lg" maw={900}>
      <Title order={1} size="h2">
        Kiểm tra chữ ký số
      </Title>
      <Text size="sm">
        Chọn một tệp PDF, của đơn vị hay nơi khác. Phần mềm cho biết ai ký, lúc nào, nội dung có bị sửa sau
        khi ký không. Tệp không được lưu lại.
      </Text>
      {roots === 0 ? (
        <Notice tone="warning" title="Chưa có chứng thư gốc tin cậy">
          Chưa kết luận được chữ ký nào là hợp lệ.{' '}
          {isAdmin ? (
            <Anchor component={Link} to="/quan-tri/chung-thu-goc" inherit>
              Thêm chứng thư gốc
            </Anchor>
          ) : (
            'Hãy nhờ quản trị thêm ở trang Chứng thư gốc.'
          )}
        </Notice>
      ) : null}
      <FileChooser accept=".pdf,application/pdf" onChange={take}>
        {(button) => (
          <Button {...button} loading={busy} style={{ alignSelf: 'flex-start' }}>
            Chọn tệp PDF
          </Button>
        )}
      </FileChooser>
      {refused ? (
        <Notice tone="warning" title="Chưa kiểm tra được">
          {refused}
        </Notice>
      ) : null}
      {found ? <Report {...found} /> : null}
    </Stack>
  )
}

function Report({ name, report }: { name: string; report: PdfReport }) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="ket-qua" role="status">
      <Stack gap="sm">
        <Title order={2} size="h4" id="ket-qua" style={{ overflowWrap: 'anywhere' }}>
          {report.summary}
        </Title>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          Tệp {name}. {report.advice}
        </Text>
        {report.notes.map((note) => (
          <Text key={note} size="sm">
            {note}
          </Text>
        ))}
        {report.signatures.map((signature, index) => (
          <Signature key={signature.field} signature={signature} number={index + 1} />
        ))}
      </Stack>
    </Paper>
  )
}

function Signature({ signature, number }: { signature: SignatureReport; number: number }) {
  const { tone, words } = verdictWords[signature.verdict]
  return (
    <Paper withBorder p="sm" component="section" aria-label={`Chữ ký thứ ${number}`}>
      <Text fw={600} size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        {signerWords(signature, number)} <Tag tone={tone}>{words}</Tag>
      </Text>
      <Text size="sm">{timeWords(signature)}</Text>
      <List size="sm" mt="xs" spacing={2}>
        {signature.checks.map(({ name, state, words: sentence }) => (
          <List.Item key={`${name} ${sentence}`} style={{ overflowWrap: 'anywhere' }}>
            <b>{checkNames[name]}</b>: {stateWords[state]}. {sentence}
          </List.Item>
        ))}
      </List>
    </Paper>
  )
}
