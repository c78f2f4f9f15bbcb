import { NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FilingChoices } from '../queries/filing-choices.ts'

interface Props {
  choices: Omit<FilingChoices, 'unfiled' | 'today'>
  errorAt(field: string): string | undefined
}

const namedFile = ({ symbol, title }: { symbol: string; title: string }) => `${symbol} ${title}`

/** Into which work file a document goes: one of the officer's open ones, one opened now, or none yet, said outright. */
export function FilingFields({ choices, errorAt }: Props) {
  const [choice, setChoice] = useState(startOf(choices))
  return (
    <Stack gap="sm">
      <Radio.Group
        name="filing.choice"
        label="Hồ sơ công việc"
        description="Văn bản xử lý xong phải nằm trong hồ sơ công việc."
        value={choice}
        onChange={setChoice}
        error={errorAt('filing')}
        required
      >
        <Stack gap="xs" mt="xs">
          {choices.lies.length + choices.hidden > 0 ? (
            <Radio value="kept" label={keptLabel(choices)} />
          ) : null}
          {choices.files.length > 0 ? <Radio value="file" label="Đưa vào hồ sơ đang lập của tôi" /> : null}
          <Radio value="open" label="Mở hồ sơ mới" />
          <Radio value="none" label="Chưa lập hồ sơ" />
        </Stack>
      </Radio.Group>
      {choice === 'file' ? (
        <NativeSelect
          name="filing.workFileId"
          label="Hồ sơ"
          description={choices.suggested ? `Gợi ý: hồ sơ ${choices.suggested.why}.` : undefined}
          data={choices.files.map((file) => ({ value: file.id, label: namedFile(file) }))}
        />
      ) : null}
      {choice === 'open' ? <OpeningBoxes {...choices} prefix="filing." errorAt={errorAt} /> : null}
    </Stack>
  )
}

/** What is likeliest stands first; without a hint nothing is chosen for the officer. */
function startOf({ lies, hidden, suggested }: Props['choices']): string {
  if (lies.length + hidden > 0) return 'kept'
  return suggested ? 'file' : ''
}

function keptLabel({ lies, hidden }: Props['choices']): string {
  const names = lies.map(namedFile).join('; ')
  return names === '' ? `Đã nằm trong hồ sơ của người khác (${hidden})` : `Đã nằm trong hồ sơ ${names}`
}

interface OpeningProps extends Pick<FilingChoices, 'entries' | 'periods'> {
  /** Before the names of the boxes, where they stand inside another form. */
  prefix: string
  errorAt(field: string): string | undefined
}

/** What opening a file asks: an entry of the Danh mục, or, outside it, symbol, title and retention. */
export function OpeningBoxes({ entries, periods, prefix, errorAt }: OpeningProps) {
  const [entryId, setEntryId] = useState(entries.find(({ mine }) => mine)?.id ?? '')
  return (
    <>
      <NativeSelect
        name={`${prefix}entryId`}
        label="Theo Danh mục hồ sơ"
        value={entryId}
        onChange={({ currentTarget }) => setEntryId(currentTarget.value)}
        error={errorAt('entryId')}
        data={[
          ...entries.map((entry) => ({
            value: entry.id,
            label: `${namedFile(entry)}${entry.mine ? ' (của tôi)' : ''}`,
          })),
          { value: '', label: 'Ngoài Danh mục' },
        ]}
      />
      {entryId === '' ? (
        <>
          <TextInput
            name={`${prefix}symbol`}
            label="Số, ký hiệu hồ sơ"
            description="Ví dụ 05.VP"
            error={errorAt('symbol')}
            maxLength={20}
            autoComplete="off"
            required
          />
          <TextInput
            name={`${prefix}title`}
            label="Tiêu đề hồ sơ"
            error={errorAt('title')}
            maxLength={500}
            autoComplete="off"
            required
          />
        </>
      ) : null}
      <NativeSelect
        name={`${prefix}retentionCode`}
        label="Thời hạn bảo quản"
        error={errorAt('retentionCode')}
        data={[
          { value: '', label: entryId === '' ? 'Xác định sau' : 'Theo Danh mục' },
          ...periods.map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
    </>
  )
}
