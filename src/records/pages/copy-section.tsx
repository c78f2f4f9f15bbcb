import { Anchor, Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useRevalidator } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { SigningByMeans } from '../../signing/pages/signing-by-means.tsx'
import { callApi } from '../../ui/call-api.ts'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { DialogFrame } from '../../ui/dialog-frame.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useApiCommand } from '../../ui/use-api-command.ts'
import type { IncomingView } from '../queries/incoming-view.ts'
import type { Colleague } from '../queries/staff-today.ts'

type Copy = IncomingView['copies'][number]

interface Props {
  document: IncomingView
  onChanged(): void
}

/** Bản sao y điện tử of a document's files: what was signed, what waits for the office's signature, and another one. */
export function CopySection({ document, onChanged }: Props) {
  const [asking, setAsking] = useState(false)
  const [signing, setSigning] = useState<string | null>(null)
  const { revalidate } = useRevalidator()
  const { mayCopy } = document
  const files = document.files.filter(
    ({ kind, mediaType, signed, id }) =>
      kind === 'document' &&
      mediaType === 'application/pdf' &&
      !signed &&
      !document.copies.some(({ sourceFileId, fileId }) => sourceFileId === id && fileId === null),
  )
  async function done() {
    setSigning(null)
    setAsking(false)
    await revalidate()
    onChanged()
  }
  return (
    <Stack gap="xs">
      {document.copies.map((copy) => (
        <CopyLine
          key={copy.id}
          copy={copy}
          documentId={document.id}
          onSign={mayCopy ? () => setSigning(copy.id) : null}
          onDropped={done}
        />
      ))}
      {mayCopy && files.length > 0 ? (
        <Button variant="default" w="fit-content" onClick={() => setAsking(true)}>
          Sao y điện tử
        </Button>
      ) : null}
      {asking ? (
        <AskDialog
          id={document.id}
          files={files}
          onClose={() => setAsking(false)}
          onAsked={async (copyId) => {
            setAsking(false)
            setSigning(copyId)
            await revalidate()
          }}
        />
      ) : null}
      {signing ? (
        <DialogFrame title="Ký số bản sao y" onClose={done}>
          <SigningByMeans
            things={[{ kind: 'document_copy', id: signing, name: `Sao y ${document.symbol}` }]}
            holder="office"
            onDone={done}
          />
        </DialogFrame>
      ) : null}
    </Stack>
  )
}

function CopyLine(props: { copy: Copy; documentId: string; onSign: (() => void) | null; onDropped(): void }) {
  const { copy, documentId, onSign, onDropped } = props
  const { send, busy, problem } = useApiCommand(`/incoming/${documentId}/drop-copy`, onDropped)
  if (copy.fileId !== null) {
    return (
      <div>
        <Anchor href={`/api/v1/incoming/${documentId}/files/${copy.fileId}`} target="_blank" size="sm">
          Bản sao y số {String(copy.number).padStart(2, '0')}/{copy.symbol}
        </Anchor>
        <Text size="xs" c="gray.7">
          Ký số của cơ quan {formatShortMoment(new Date(copy.signedAt ?? ''))}; {copy.decidedByName} cho phép
          sao.
        </Text>
      </div>
    )
  }
  return (
    <div>
      <Text size="sm">Bản sao y đang chờ ký số của cơ quan; {copy.decidedByName} cho phép sao.</Text>
      {onSign ? (
        <Group gap="xs" mt={4}>
          <Button size="compact-sm" onClick={onSign}>
            Ký số bản sao y
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            onClick={() => send({ fileId: copy.sourceFileId })}
          >
            Bỏ bản sao y
          </Button>
        </Group>
      ) : null}
      {problem ? <ProblemAlert problem={problem} /> : null}
    </div>
  )
}

interface AskProps {
  id: string
  files: IncomingView['files']
  onAsked(copyId: string): void
  onClose(): void
}

/** Of which file, and who allowed it (Điều 27): both must be chosen by hand where there is a choice. */
function AskDialog({ id, files, onAsked, onClose }: AskProps) {
  const [people, setPeople] = useState<readonly Colleague[]>([])
  const [fileId, setFileId] = useState(files.length === 1 ? (files[0]?.id ?? '') : '')
  const [decidedBy, setDecidedBy] = useState('')
  const { send, busy, problem, errorAt } = useApiCommand<{ copyId: string }>(
    `/incoming/${id}/copies`,
    ({ copyId }) => onAsked(copyId),
  )
  useEffect(() => {
    void callApi<{ people: Colleague[] }>('/copy-deciders').then((answer) => {
      if (answer.ok) setPeople(answer.output.people)
    })
  }, [])
  return (
    <CommandDialog
      title="Sao y điện tử"
      submitLabel="Lập bản sao y"
      busy={busy}
      problem={problem}
      shownFields={['fileId', 'decidedBy']}
      onSubmit={() => send({ fileId, decidedBy })}
      onClose={onClose}
    >
      <Text size="sm">
        Bản sao y mang chữ ký số của cơ quan ở góc trên bên phải trang đầu và có giá trị như bản chính. Tệp
        gốc giữ nguyên. Bản quét phải là màu, từ 200 dpi, đúng kích thước giấy.
      </Text>
      <NativeSelect
        label="Sao tệp"
        value={fileId}
        error={errorAt('fileId')}
        onChange={(event) => setFileId(event.currentTarget.value)}
        data={[
          { value: '', label: 'Chọn tệp' },
          ...files.map((each) => ({ value: each.id, label: each.name })),
        ]}
      />
      <NativeSelect
        label="Người cho phép sao"
        value={decidedBy}
        error={errorAt('decidedBy')}
        onChange={(event) => setDecidedBy(event.currentTarget.value)}
        data={[
          { value: '', label: 'Chọn lãnh đạo' },
          ...people.map((each) => ({ value: each.id, label: `${each.fullName}, ${each.postTitle}` })),
        ]}
      />
    </CommandDialog>
  )
}
