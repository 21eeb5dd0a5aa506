@{ Secret = @{ 1 = 'abcdefghijklmnopqrstuvwxyz' } }
