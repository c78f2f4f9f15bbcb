import { Anchor, Stack, Text } from '@mantine/core'
import { useRevalidator } from 'react-router'
import { textStates } from '../model/text-states.ts'
import type { IncomingView } from '../queries/incoming-view.ts'
import { CopySection } from './copy-section.tsx'
import { FilePreview } from './file-preview.tsx'
import { Section } from './incoming-document.tsx'
import { SignatureLine } from './signature-line.tsx'
import { StampForm } from './stamp-form.tsx'

/** The files of a document, the copy with the stamp first to be looked at, and what could be read of each. */
export function IncomingFiles({ document, onChanged }: { document: IncomingView; onChanged(): void }) {
  const { revalidate } = useRevalidator()
  const addressOf = (fileId: string) => `/api/v1/incoming/${document.id}/files/${fileId}`
  const stamped = document.files.findLast(({ kind }) => kind === 'stamped')
  const originals = document.files.filter(({ kind }) => kind === 'document')
  const first = stamped ?? originals[0]
  const mayStamp = document.actions.includes('correct') && originals.some(isPdf)
  return (
    <Section title="Tệp của văn bản">
      {first ? null : (
        <Text size="sm">
          {document.recalledAt
            ? 'Nơi gửi đã lấy lại văn bản; tệp chỉ văn thư và lãnh đạo mở được.'
            : 'Văn bản giấy, chưa có tệp quét.'}
        </Text>
      )}
      {originals.map((file) => (
        <div key={file.id}>
          <Anchor href={addressOf(file.id)} target="_blank" size="sm" style={{ overflowWrap: 'anywhere' }}>
            {file.name}
          </Anchor>
          <Text size="xs" c="gray.7">
            {textStates[file.textState]}
          </Text>
          {file.signed ? (
            <SignatureLine address={addressOf(file.id)} signed={file.signed} onChecked={() => revalidate()} />
          ) : null}
        </div>
      ))}
      {stamped ? (
        <Text size="xs" c="gray.7">
          Đã có bản đóng dấu đến; tệp gốc giữ nguyên.
        </Text>
      ) : null}
      {mayStamp && !stamped ? (
        <StampForm
          id={document.id}
          onDone={() => {
            revalidate()
            onChanged()
          }}
        />
      ) : null}
      <CopySection document={document} onChanged={onChanged} />
      {first ? (
        <Stack mt="sm">
          <FilePreview
            key={first.id}
            address={addressOf(first.id)}
            name={first.name}
            mediaType={first.mediaType}
          />
        </Stack>
      ) : null}
    </Section>
  )
}

const isPdf = ({ mediaType }: { mediaType: string }) => mediaType === 'application/pdf'
