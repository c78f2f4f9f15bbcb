import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Notice } from '../../ui/notice.tsx'
import { requireStaff } from '../../ui/page-context.ts'
import { type AgentCertificate, type AgentTrouble, agentVersion } from '../model/agent-protocol.ts'
import type { Route } from './+types/own-computer.ts'
import { type AgentClient, agentClient } from './agent-client.ts'
import { storedKey } from './agent-key.ts'
import { OwnScanners } from './own-scanners.tsx'
import { PairComputer } from './pair-computer.tsx'

export const meta = () => [{ title: 'Máy của tôi — Một Cửa' }]

export function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, 'staff')
  return null
}

type Found =
  | { state: 'unasked' | 'looking' | 'unreachable' }
  | { state: 'unpaired'; version: string }
  | {
      state: 'ready'
      version: string
      /** An older program on the PC does not know scanners. */
      scans: boolean
      certificates: AgentCertificate[]
      troubles: AgentTrouble[]
    }

async function lookFor(client: AgentClient): Promise<Found> {
  const state = await client.find()
  const greeting = await client.greeting()
  if (!greeting || state === 'unreachable') return { state: 'unreachable' }
  if (state === 'unpaired') return { state, version: greeting.version }
  try {
    const scans = greeting.capabilities.includes('scanners')
    return { state, version: greeting.version, scans, ...(await client.tokens()) }
  } catch {
    return { state: 'unreachable' }
  }
}

/** Máy của tôi: the program on the officer's PC that brings their token to these pages. */
export default function OwnComputer() {
  const [blocked, setBlocked] = useState<string | null>(null)
  const client = useMemo(() => agentClient({ onBlocked: setBlocked }), [])
  const [found, setFound] = useState<Found>({ state: 'unasked' })
  const look = useCallback(async () => {
    setFound({ state: 'looking' })
    setFound(await lookFor(client))
  }, [client])
  useEffect(() => {
    // The browser asks its user before a page may speak with the PC: unasked only where it was paired before.
    storedKey().then(
      (key) => key && look(),
      () => {},
    )
  }, [look])
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Máy của tôi
      </Title>
      <Text size="sm">
        Để ký số bằng thẻ và dùng máy quét cắm ở máy này, máy cần có chương trình ký Một Cửa đang chạy và đã
        ghép với trang của cơ quan. Mã PIN chỉ nhập trong cửa sổ của chương trình ký, không nhập trên trang
        này.
      </Text>
      <Group>
        <Button
          onClick={look}
          loading={found.state === 'looking'}
          variant={found.state === 'unasked' ? 'filled' : 'default'}
        >
          {found.state === 'unasked' ? 'Tìm chương trình ký trên máy này' : 'Tìm lại'}
        </Button>
      </Group>
      {found.state === 'unreachable' ? <NotFound /> : null}
      {'version' in found && found.version !== agentVersion ? <OtherVersion version={found.version} /> : null}
      {found.state === 'unpaired' ? <PairComputer client={client} blocked={blocked} onPaired={look} /> : null}
      {found.state === 'ready' ? (
        <>
          <Tokens {...found} />
          {found.scans ? <OwnScanners client={client} /> : null}
        </>
      ) : null}
    </Stack>
  )
}

function NotFound() {
  return (
    <Notice tone="warning" title="Không thấy chương trình ký">
      <List size="sm">
        <List.Item>Mở chương trình ký Một Cửa trên máy này rồi bấm “Tìm lại”.</List.Item>
        <List.Item>
          Nếu trình duyệt hỏi quyền truy cập thiết bị trên mạng nội bộ, hãy chọn “Cho phép”.
        </List.Item>
        <List.Item>
          Nếu chương trình đang ghép với cơ quan khác, mở cửa sổ của chương trình và bấm “Cho phép ghép với cơ
          quan khác”.
        </List.Item>
      </List>
    </Notice>
  )
}

function OtherVersion({ version }: { version: string }) {
  return (
    <Notice
      tone="warning"
      title={`Chương trình ký trên máy là bản ${version}, bản hiện hành là ${agentVersion}`}
    >
      <Text size="sm">Hãy nhờ người quản trị của cơ quan cài bản hiện hành trên máy này.</Text>
    </Notice>
  )
}

const columns: readonly Column<AgentCertificate>[] = [
  { header: 'Người giữ', isTitle: true, cell: ({ holder }) => holder },
  { header: 'Nơi cấp', cell: ({ issuer }) => issuer },
  { header: 'Hết hạn', cell: ({ validTo }) => formatDate(localDate(new Date(validTo))) },
  { header: 'Thẻ', cell: ({ token }) => token },
]

const reasons = {
  missing: 'không có tệp này',
  hangs: 'không trả lời; hãy rút thẻ, cắm lại',
  fails: 'không mở được; hãy cài lại phần mềm của thẻ',
} as const

function Tokens(found: { version: string; certificates: AgentCertificate[]; troubles: AgentTrouble[] }) {
  const { certificates, troubles, version } = found
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="the-ky">
      <Stack gap="sm">
        <Title order={2} size="h4" id="the-ky">
          Thẻ ký ở máy này
        </Title>
        <Text size="sm">Máy đã ghép, chương trình ký bản {version}.</Text>
        {certificates.length > 0 ? (
          <DataList
            label="Chứng thư số trên thẻ"
            columns={columns}
            rows={certificates}
            rowKey={(certificate) => `${certificate.token} ${certificate.fingerprint}`}
          />
        ) : (
          <Text>Chưa thấy thẻ ký nào. Cắm thẻ vào máy rồi bấm “Tìm lại”.</Text>
        )}
        {troubles.length > 0 ? (
          <Notice tone="warning" title="Phần mềm của thẻ có lỗi">
            <List size="sm" style={{ overflowWrap: 'anywhere' }}>
              {troubles.map(({ module, reason }) => (
                <List.Item key={module}>
                  {module}: {reasons[reason]}.
                </List.Item>
              ))}
            </List>
          </Notice>
        ) : null}
      </Stack>
    </Paper>
  )
}
