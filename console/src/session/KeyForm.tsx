import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import { Button } from 'react-aria-components/Button';

interface Props {
  readonly pending: boolean;
  readonly folded: boolean;
  readonly onSubmit: (key: string) => void;
}

/** Signing in with a secret key; folded away where there is an easier way. */
export function KeyForm({ pending, folded, onSubmit }: Props) {
  const [key, setKey] = useState('');
  const form = (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(key.trim());
      }}
    >
      <TextField
        className="field"
        type="password"
        name="key"
        autoComplete="current-password"
        isRequired
        value={key}
        onChange={setKey}
      >
        <Label className="label">Secret key</Label>
        <Input className="input" placeholder="rb_sk_…" />
      </TextField>
      <Button type="submit" className="button primary" isDisabled={pending}>
        Sign in with the key
      </Button>
    </Form>
  );
  return folded ? (
    <details className="fold">
      <summary>Sign in with a key instead</summary>
      {form}
    </details>
  ) : (
    form
  );
}
