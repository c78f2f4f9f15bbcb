import { Button, Group, Image, NativeSelect, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import type { AgentScanner, ScanRun, ScanState, ScanWanted } from '../model/agent-protocol.ts'
import type { AgentClient } from './agent-client.ts'

/** How a run ended, and what the officer can do. */
const endings: Readonly<Record<ScanState, { title: string; help: string } | null>> = {
  scanning: null,
  done: null,
  busy: {
    title: 'Máy quét đang bận',
    help: 'Một chương trình khác đang dùng máy quét. Đóng chương trình đó rồi quét lại.',
  },
  jammed: {
    title: 'Kẹt giấy',
    help: 'Mở nắp khay nạp, lấy tờ bị kẹt ra, xếp lại các tờ chưa quét rồi quét tiếp.',
  },
  empty: {
    title: 'Hết giấy',
    help: 'Đặt giấy vào khay nạp, mặt cần quét theo hình trên khay, rồi quét lại.',
  },
  cover_open: { title: 'Nắp máy quét đang mở', help: 'Đóng nắp máy quét rồi quét lại.' },
  gone: {
    title: 'Mất kết nối với máy quét',
    help: 'Xem dây cắm và nguồn của máy quét, bấm “Tìm lại” rồi quét tiếp.',
  },
  disk_full: {
    title: 'Ổ đĩa của máy này đã đầy',
    help: 'Xóa bớt tệp trên máy hoặc báo người quản trị, rồi quét tiếp.',
  },
  hangs: { title: 'Máy quét không trả lời', help: 'Tắt máy quét, bật lại, đợi máy sẵn sàng rồi quét tiếp.' },
  no_program: {
    title: 'Máy này chưa cài phần mềm máy quét (SANE)',
    help: 'Hãy nhờ người quản trị cài phần mềm của máy quét.',
  },
}

/** What scanners call their sources, in the officer's words. */
function sourceName(source: string): string {
  if (/flatbed|glass/i.test(source)) return 'Mặt kính'
  if (/duplex/i.test(source)) return 'Khay nạp, hai mặt'
  return /feeder|adf/i.test(source) ? 'Khay nạp' : source
}

/** The scanners of this PC, tried out: the run goes on while the page is loaded anew, and its pictures stay on the PC. */
export function OwnScanners({ client }: { client: AgentClient }) {
  const [scanners, setScanners] = useState<readonly AgentScanner[] | null>(null)
  const [lost, setLost] = useState(false)
  const { run, pages, follow, drop } = useRun(client)
  useEffect(() => {
    const open = async () => {
      setScanners(await client.scanners())
      const left = (await client.scans.all()).at(-1)
      if (left) await follow(left)
    }
    open().catch(() => setLost(true))
  }, [client, follow])

  async function start(wanted: ScanWanted) {
    try {
      await drop()
      await follow((await client.scans.start(wanted)) ?? { id: '', state: 'busy', pages: 0 })
    } catch {
      setLost(true)
    }
  }
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="may-quet">
      <Stack gap="sm">
        <Title order={2} size="h4" id="may-quet">
          Máy quét ở máy này
        </Title>
        {scanners === null && !lost ? <Text role="status">Đang tìm máy quét…</Text> : null}
        {scanners?.length === 0 ? (
          <Text>Chưa thấy máy quét nào. Bật máy quét, cắm dây rồi bấm “Tìm lại”.</Text>
        ) : null}
        {scanners && scanners.length > 0 ? (
          <ScanForm scanners={scanners} isScanning={run?.state === 'scanning'} onStart={start} />
        ) : null}
        {lost ? <Notice tone="warning" title="Mất liên lạc với chương trình ký. Bấm “Tìm lại”." /> : null}
        {run ? <Run run={run} pages={pages} onDrop={() => drop().catch(() => setLost(true))} /> : null}
      </Stack>
    </Paper>
  )
}

/** One run with its pages as they come. */
function useRun(client: AgentClient) {
  const [pages, setPages] = useState<readonly string[]>([])
  const [run, setRun] = useState<ScanRun | null>(null)
  const follow = useCallback(
    async (begun: ScanRun) => {
      const taken: string[] = []
      for (let now: ScanRun | null = begun; now; ) {
        setRun(now)
        while (taken.length < now.pages) {
          taken.push(await client.scans.page(now.id, taken.length + 1))
          setPages([...taken])
        }
        now = now.state === 'scanning' ? await client.scans.next(now.id, taken.length) : null
      }
    },
    [client],
  )
  async function drop() {
    if (run && run.id !== '') await client.scans.drop(run.id)
    setRun(null)
    setPages([])
  }
  return { run, pages, follow, drop }
}

function Run({ run, pages, onDrop }: { run: ScanRun; pages: readonly string[]; onDrop(): void }) {
  const isScanning = run.state === 'scanning'
  const ending = endings[run.state]
  return (
    <>
      <Text size="sm" role="status">
        {isScanning ? `Đang quét… đã có ${pages.length} trang.` : `Đã quét ${pages.length} trang.`}
      </Text>
      {ending ? (
        <Notice tone="warning" title={ending.title}>
          <Text size="sm">{ending.help}</Text>
        </Notice>
      ) : null}
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {pages.map((jpeg, index) => (
          <Image
            key={index}
            src={`data:image/jpeg;base64,${jpeg}`}
            alt={`Trang ${index + 1}`}
            bd="1px solid gray.4"
          />
        ))}
      </SimpleGrid>
      {isScanning ? null : (
        <Button variant="default" w="fit-content" onClick={onDrop}>
          Xóa ảnh quét thử
        </Button>
      )}
    </>
  )
}

interface ScanFormProps {
  scanners: readonly AgentScanner[]
  isScanning: boolean
  onStart(wanted: ScanWanted): void
}

function ScanForm({ scanners, isScanning, onStart }: ScanFormProps) {
  const [id, setId] = useState('')
  const [source, setSource] = useState('')
  const [resolution, setResolution] = useState('')
  const [color, setColor] = useState('mau')
  const scanner = scanners.find((each) => each.id === id) ?? scanners[0]
  if (!scanner) return null
  const wanted: ScanWanted = {
    scanner: scanner.id,
    source: scanner.sources.includes(source) ? source : (scanner.sources[0] ?? ''),
    resolution: Number(resolution) || (scanner.resolutions[0] ?? 200),
    color: color === 'mau',
  }
  return (
    <Group align="flex-end" gap="sm">
      <NativeSelect
        label="Máy quét"
        value={scanner.id}
        onChange={(event) => setId(event.currentTarget.value)}
        data={scanners.map((each) => ({ value: each.id, label: each.name }))}
      />
      {scanner.sources.length > 0 ? (
        <NativeSelect
          label="Nguồn giấy"
          value={wanted.source}
          onChange={(event) => setSource(event.currentTarget.value)}
          data={scanner.sources.map((each) => ({ value: each, label: sourceName(each) }))}
        />
      ) : null}
      <NativeSelect
        label="Độ nét"
        value={String(wanted.resolution)}
        onChange={(event) => setResolution(event.currentTarget.value)}
        data={scanner.resolutions.map((each) => ({ value: String(each), label: `${each} dpi` }))}
      />
      <NativeSelect
        label="Màu"
        value={color}
        onChange={(event) => setColor(event.currentTarget.value)}
        data={[
          { value: 'mau', label: 'Màu' },
          { value: 'xam', label: 'Xám' },
        ]}
      />
      <Button onClick={() => onStart(wanted)} loading={isScanning}>
        Quét thử
      </Button>
    </Group>
  )
}
