"""What the inputs of a run hold: files, folders, addresses, rows; read, planned and fed to the engine."""
