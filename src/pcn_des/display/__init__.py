"""What people and programs see of an answer: text, HTML, charts, plain values. `pcn_des.showing` leads here."""
