"""What people read: chronology and dossier, made from a register."""
