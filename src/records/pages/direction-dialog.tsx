import { Button, Group, MultiSelect, NativeSelect, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { urgencies } from '../model/document-fields.ts'
import { DayBox } from './document-boxes.tsx'
import { IncomingDialog, type IncomingDialogProps } from './incoming-dialog.tsx'

/** Marks a unit in the box of who leads. */
export const unitMark = 'don-vi:'

export interface PeopleChoices {
  units: { unitId: string; unitName: string; headName: string }[]
  people: { id: string; fullName: string; postTitle: string; unitName: string }[]
  suggestions: { staffId: string; fullName: string; words: string }[]
}

const fields = ['kind', 'leadId', 'coordinateIds', 'informIds', 'dueOn', 'urgency', 'words']

/** The leader's direction, also on a telephone: who leads, until when; the suggestion is a button, never a choice made. */
export function DirectionDialog({ people, ...props }: IncomingDialogProps & { people: PeopleChoices }) {
  const { document } = props
  const [kind, setKind] = useState('action')
  const [lead, setLead] = useState('')
  const names = people.people.map(({ id, fullName, postTitle }) => ({
    value: id,
    label: `${fullName}, ${postTitle}`,
  }))
  const isAction = kind === 'action'
  return (
    <IncomingDialog {...props} action="direct" submitLabel="Giao" fields={fields} size="lg">
      {(errorAt) => (
        <>
          <Radio.Group
            name="kind"
            label="Văn bản này"
            value={kind}
            onChange={setKind}
            error={errorAt('kind')}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="action" label="Yêu cầu xử lý: chỉ kết thúc khi có kết quả" />
              <Radio value="information" label="Để biết: không yêu cầu xử lý" />
            </Stack>
          </Radio.Group>
          {isAction ? (
            <>
              <NativeSelect
                name="leadId"
                label="Chủ trì (một đơn vị hoặc một người)"
                value={lead}
                onChange={(event) => setLead(event.currentTarget.value)}
                error={errorAt('leadId')}
                data={[
                  { value: '', label: 'Chọn nơi chủ trì' },
                  ...(people.units.length > 0
                    ? [{ group: 'Đơn vị', items: people.units.map(unitChoice) }]
                    : []),
                  { group: 'Cá nhân', items: names },
                ]}
                required
                data-autofocus
              />
              <Suggestions suggestions={people.suggestions} onChoose={setLead} />
              <People
                name="coordinateIds"
                label="Người phối hợp"
                names={names}
                error={errorAt('coordinateIds')}
              />
            </>
          ) : null}
          <People name="informIds" label="Người để biết" names={names} error={errorAt('informIds')} />
          {isAction ? (
            <Group grow align="flex-start">
              <DayBox
                name="dueOn"
                label="Hạn giải quyết"
                initial={document.dueOn ?? document.replyBy ?? ''}
                error={errorAt('dueOn')}
              />
              <NativeSelect
                name="urgency"
                label="Mức độ khẩn"
                defaultValue={String(document.urgency)}
                data={urgencies.map((label, index) => ({ value: String(index), label }))}
              />
            </Group>
          ) : null}
          <Textarea
            name="words"
            label={document.state === 'registered' ? 'Ý kiến' : 'Ý kiến, lý do giao lại'}
            error={errorAt('words')}
            autosize
            minRows={2}
            maxLength={2000}
          />
        </>
      )}
    </IncomingDialog>
  )
}

const unitChoice = ({ unitId, unitName, headName }: PeopleChoices['units'][number]) => ({
  value: `${unitMark}${unitId}`,
  label: `${unitName} (${headName})`,
})

function Suggestions({
  suggestions,
  onChoose,
}: {
  suggestions: PeopleChoices['suggestions']
  onChoose(id: string): void
}) {
  if (suggestions.length === 0) return null
  return (
    <Stack gap={4}>
      {suggestions.map(({ staffId, fullName, words }) => (
        <Group key={staffId} gap="xs">
          <Text size="sm" style={{ flex: 1, minWidth: 180 }}>
            Gợi ý: {words}.
          </Text>
          <Button size="compact-sm" variant="default" onClick={() => onChoose(staffId)}>
            Chọn {fullName}
          </Button>
        </Group>
      ))}
    </Stack>
  )
}

interface PeopleProps {
  name: string
  label: string
  names: { value: string; label: string }[]
  error?: string | undefined
}

function People({ name, label, names, error }: PeopleProps) {
  const [chosen, setChosen] = useState<string[]>([])
  return (
    <>
      <MultiSelect
        label={label}
        data={names}
        value={chosen}
        onChange={setChosen}
        error={error}
        searchable
        nothingFoundMessage="Không có ai khớp"
        comboboxProps={{ withinPortal: false }}
      />
      {chosen.map((id) => (
        <input key={id} type="hidden" name={name} value={id} />
      ))}
    </>
  )
}
