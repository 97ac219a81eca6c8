import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Form } from 'react-aria-components/Form';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { SearchField } from 'react-aria-components/SearchField';

/** Finds callbacks by the whole phone number. */
export function NumberSearch({ onSearch }: { readonly onSearch: (number: string) => void }) {
  const [text, setText] = useState('');
  return (
    <Form
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim());
      }}
    >
      <SearchField className="search-field" value={text} onChange={setText} onClear={() => onSearch('')}>
        <Label className="visually-hidden">Phone number</Label>
        <Input className="input" inputMode="tel" placeholder="Phone number, +1 202…" />
      </SearchField>
      <Button type="submit" className="button">
        Search
      </Button>
    </Form>
  );
}
