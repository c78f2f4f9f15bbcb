import { Box, Button, Checkbox, Group, NumberInput, Text, TextInput } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { FileChooser } from '../../../ui/file-chooser.tsx'
import { AttachmentLine } from './attachment-line.tsx'
import { type PaperFields, tick } from './form-state.ts'
import { PaperOffer } from './paper-offers.tsx'
import type { Uploads } from './use-uploads.ts'

interface Props {
  paper: PaperFields
  error?: string | undefined
  uploads: Uploads
  onChange(change: (paper: PaperFields) => PaperFields): void
  onRemove(): void
}

/** One paper of the dossier: ticked, counted, with its files. Files may be dropped anywhere on the row. */
export function PaperRow({ paper, error, uploads, onChange, onRemove }: Props) {
  const [over, setOver] = useState(false)
  const attach = (files: readonly File[]) => {
    if (files.length === 0) return
    uploads.attach(paper.ordinal, files)
    onChange((before) => tick(before, true))
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    attach([...event.dataTransfer.files])
  }
  const dragOver = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <Box
      component="li"
      p="xs"
      bg={over ? 'blue.0' : paper.provided ? 'green.0' : undefined}
      style={{ borderTop: '1px solid var(--mantine-color-gray-3)', listStyle: 'none' }}
      onDragOver={dragOver}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <PaperName paper={paper} error={error} onChange={onChange} />
      <PaperOffer paper={paper} onChange={onChange} />
      <Group gap="xs" mt={6} ml={{ base: 0, sm: 32 }} align="flex-end">
        <Count label="Bản chính" paper={paper} field="originals" onChange={onChange} />
        <Count label="Bản sao" paper={paper} field="copies" onChange={onChange} />
        <TextInput
          size="xs"
          label="Ghi chú"
          aria-label={`Ghi chú: ${paper.name}`}
          autoComplete="off"
          maxLength={500}
          style={{ flex: '1 1 10rem' }}
          value={paper.note}
          onChange={({ currentTarget: { value } }) => onChange((before) => ({ ...before, note: value }))}
        />
        <PaperButtons paper={paper} onAttach={attach} onRemove={onRemove} />
      </Group>
      <Box ml={{ base: 0, sm: 32 }} mt={paper.files.length > 0 ? 6 : 0}>
        {paper.files.map((file) => (
          <AttachmentLine
            key={file.key}
            file={file}
            onRemove={() => uploads.remove(paper.ordinal, file.key)}
            onRetry={() => uploads.retry(paper.ordinal, file.key)}
          />
        ))}
      </Box>
    </Box>
  )
}

function PaperName({ paper, error, onChange }: Pick<Props, 'paper' | 'error' | 'onChange'>) {
  if (!paper.asked) {
    return (
      <TextInput
        size="sm"
        label="Tên giấy tờ khác"
        autoComplete="off"
        maxLength={500}
        value={paper.name}
        onChange={({ currentTarget: { value } }) => onChange((before) => ({ ...before, name: value }))}
      />
    )
  }
  const errorId = `thieu-giay-to-${paper.ordinal}`
  return (
    <Checkbox
      checked={paper.provided}
      error={error ? <span id={errorId}>{error}</span> : null}
      aria-invalid={error ? true : undefined}
      aria-describedby={error ? errorId : undefined}
      data-field={`components.${paper.ordinal}.provided`}
      onChange={({ currentTarget: { checked } }) => onChange((before) => tick(before, checked))}
      label={
        <>
          {paper.name}{' '}
          <Text span size="sm" c="gray.7">
            ({paper.kindName}
            {paper.quantity > 0 ? `, ${paper.quantity}` : ', xuất trình'})
          </Text>
          {paper.required ? (
            <Text span size="sm" fw={700} c="red.9">
              {' '}
              bắt buộc
            </Text>
          ) : null}
        </>
      }
    />
  )
}

interface CountProps extends Pick<Props, 'paper' | 'onChange'> {
  label: string
  field: 'originals' | 'copies'
}

function Count({ label, paper, field, onChange }: CountProps) {
  return (
    <NumberInput
      size="xs"
      w={84}
      label={label}
      aria-label={`${label}: ${paper.name}`}
      hideControls
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      min={0}
      max={999}
      value={paper[field]}
      onFocus={({ currentTarget }) => currentTarget.select()}
      onChange={(value) => onChange((before) => ({ ...before, [field]: Number(value) || 0 }))}
    />
  )
}

interface ButtonsProps {
  paper: PaperFields
  onAttach(files: readonly File[]): void
  onRemove(): void
}

function PaperButtons({ paper, onAttach, onRemove }: ButtonsProps) {
  return (
    <Group gap={6}>
      <FileChooser multiple onChange={onAttach}>
        {(button) => (
          <Button {...button} size="xs" variant="default" aria-label={`Đính kèm tệp: ${paper.name}`}>
            Đính kèm
          </Button>
        )}
      </FileChooser>
      <FileChooser accept="image/*" capture="environment" onChange={(file) => onAttach(file ? [file] : [])}>
        {(button) => (
          <Button
            {...button}
            size="xs"
            variant="default"
            hiddenFrom="md"
            aria-label={`Chụp ảnh: ${paper.name}`}
          >
            Chụp ảnh
          </Button>
        )}
      </FileChooser>
      {paper.asked ? null : (
        <Button size="xs" variant="subtle" onClick={onRemove} aria-label={`Bỏ giấy tờ khác: ${paper.name}`}>
          Bỏ dòng
        </Button>
      )}
    </Group>
  )
}
