import { Box, Button, Grid, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { type UploadedFile, UploadField } from '../../ui/upload-field.tsx'
import { useApiCommand } from '../../ui/use-api-command.ts'
import type { TakenMail } from '../api/mail-route.ts'
import { DocumentBoxes, type DocumentChoices, type DocumentValues } from './document-boxes.tsx'
import { FilePreview } from './file-preview.tsx'
import { MailIntake } from './mail-intake.tsx'
import { proposedValues } from './proposed-values.ts'
import { documentFieldNames, readDocumentFields } from './read-document-form.ts'
import type { Registered } from './registered-panel.tsx'

/** A document that came by itself: its files lie here already, its boxes are filled in, another operation registers it. */
export interface ReceivedDocument {
  path: string
  /** Which one: goes with what is typed. */
  ref: Record<string, unknown>
  values: DocumentValues
  files: readonly { id: string; name: string; mediaType: string; address: string }[]
}

interface Props {
  choices: DocumentChoices
  /** Today in Viet Nam. */
  today: string
  received?: ReceivedDocument
  onDone(registered: Registered): void
}

/** Beside what is typed lies the paper itself; what was typed stays whatever the server says. */
export function RegisterForm({ choices, today, received, onDone }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [files, setFiles] = useState<UploadedFile[]>([])
  const [mail, setMail] = useState<{ round: number; values: DocumentValues; arrivedOn: string } | null>(null)
  const shown = received?.files ?? files.map(uploadedFile)
  const path = received?.path ?? '/incoming'
  const { send, busy, problem, errorAt } = useApiCommand<Registered>(path, (output) =>
    onDone({ ...output, hasPdf: shown.some(({ name }) => /\.pdf$/i.test(name)) }),
  )
  const isRepeated = problem?.fields?.duplicateReason !== undefined
  useSaveKey(() => form.current?.requestSubmit())
  useEffect(() => {
    if (!problem) return
    const wrong = Object.keys(problem.fields ?? {})
    form.current
      ?.querySelector<HTMLElement>(wrong.map((name) => `[name="${name}"]`).join() || 'none')
      ?.focus()
  }, [problem])
  function fillFrom(taken: TakenMail) {
    const typed = form.current ? readDocumentFields(new FormData(form.current)) : {}
    const arrivedOn = taken.proposal.arrivedOn ?? today
    setMail({ round: (mail?.round ?? 0) + 1, values: proposedValues(taken.proposal, typed), arrivedOn })
    setFiles([...files, ...taken.files])
  }
  const values = received?.values ?? mail?.values
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <form
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            const usual = mail ? 'email' : files.length > 0 ? 'scan' : 'paper'
            send(bodyOf(new FormData(event.currentTarget), { received, files, usual }))
          }}
        >
          <Stack gap="sm">
            {received ? null : (
              <>
                <UploadField
                  label="Tệp của văn bản"
                  description="Bản quét hoặc tệp nhận được; tệp chính chọn trước, phụ lục sau. Văn bản giấy chưa quét thì bỏ qua."
                  files={files}
                  multiple
                  error={errorAt('fileIds')}
                  onChange={setFiles}
                />
                <MailIntake onTaken={fillFrom} />
              </>
            )}
            <DocumentBoxes
              key={mail?.round ?? 0}
              choices={choices}
              today={mail?.arrivedOn ?? today}
              errorAt={errorAt}
              {...(values ? { values } : {})}
              withArrival={!received}
            />
            {isRepeated ? (
              <TextInput
                name="duplicateReason"
                label="Lý do vẫn đăng ký"
                error={errorAt('duplicateReason')}
                maxLength={500}
                required
              />
            ) : null}
            {problem ? <ProblemAlert problem={problem} shownFields={documentFieldNames} /> : null}
            <Paper withBorder shadow="sm" p="sm" pos="sticky" bottom={0} style={{ zIndex: 50 }}>
              <Group justify="flex-end">
                <Button type="submit" loading={busy} size="md" aria-keyshortcuts="Control+Enter">
                  Lấy số đến (Ctrl+Enter)
                </Button>
              </Group>
            </Paper>
          </Stack>
        </form>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Beside file={shown[0]} />
      </Grid.Col>
    </Grid>
  )
}

/** The first file, to be read while its boxes are filled. */
function Beside({ file }: { file: ReceivedDocument['files'][number] | undefined }) {
  return (
    <Box pos={{ base: 'static', lg: 'sticky' }} top={70}>
      {file ? (
        <FilePreview
          key={file.id}
          address={file.address}
          name={file.name}
          mediaType={file.mediaType}
          atOnce
        />
      ) : (
        <Text size="sm" c="gray.7" visibleFrom="lg">
          Tệp đã chọn hiện ở đây để vừa xem vừa nhập.
        </Text>
      )}
    </Box>
  )
}

/** What is sent of what was typed: to register a paper, or a document that came by itself. */
function bodyOf(
  typed: FormData,
  { received, files, usual }: Pick<Props, 'received'> & { files: readonly UploadedFile[]; usual: string },
) {
  const duplicateReason = String(typed.get('duplicateReason') ?? '')
  const document = { ...readDocumentFields(typed), duplicateReason }
  if (received) return { ...received.ref, ...document }
  const channel = String(typed.get('channel') || usual)
  return { ...document, ...arrivalOf(typed), channel, fileIds: files.map(({ id }) => id) }
}

function arrivalOf(typed: FormData): { arrivedOn?: string } {
  const { arrivedOn } = readDocumentFields(typed, ['arrivedOn'])
  return typeof arrivedOn === 'string' && arrivedOn !== '' ? { arrivedOn } : {}
}

const uploadedFile = ({ id, name }: UploadedFile) => ({
  id,
  name,
  mediaType: mediaTypeOf(name),
  address: `/api/v1/files/${id}`,
})

/** The upload made sure that the name tells the type. */
function mediaTypeOf(name: string): string {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  if (ending === 'pdf') return 'application/pdf'
  return ['jpg', 'jpeg', 'png', 'webp'].includes(ending) ? `image/${ending}` : 'application/octet-stream'
}

/** Ctrl+Enter saves from anywhere on the page. */
function useSaveKey(save: () => void): void {
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.repeat || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
